package dev.siteedge.maven.variant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A built site with the renditions that its manifest names. */
final class BakedSite {
    /** What the gem adds to each rendition, and the canonical link behind it in those of an address of their own. */
    private static final Pattern MARK = Pattern.compile(
            "[ \\t]*<meta name=\"site-edge:variants\"[^\\n]*\\n([ \\t]*<link rel=\"canonical\"[^\\n]*\\n)?");

    private final Path folder;
    private final JsonNode manifest;

    private BakedSite(Path folder, JsonNode manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    static BakedSite read(Path folder) throws IOException {
        Path file = folder.resolve(ManifestHashes.MANIFEST);
        return new BakedSite(
                folder,
                Files.exists(file)
                        ? ManifestHashes.JSON.readTree(Files.readAllBytes(file))
                        : JsonNodeFactory.instance.objectNode());
    }

    /** Of those that are drafts, run or will run: the names of their variants, the control first. */
    Map<String, List<String>> experiments() {
        Map<String, List<String>> experiments = new LinkedHashMap<>();
        for (JsonNode entry : manifest.path("experiments")) {
            if (!entry.path("status").asText("draft").equals("stopped")) {
                experiments.put(
                        entry.path("id").asText(), entry.path("variants").findValuesAsText("name"));
            }
        }
        return experiments;
    }

    String baseurl() {
        return manifest.path("baseurl").asText("").replaceAll("/+$", "");
    }

    /** File of the control, and file of the rendition in which this variant alone is shown. */
    Map<String, String> pages(String experiment, String variant) {
        Map<String, String> pages = new TreeMap<>();
        for (JsonNode page : manifest.path("pages")) {
            String control = "";
            for (Map.Entry<String, JsonNode> rendition : page.path("renditions").properties()) {
                String file = rendition.getValue().path("file").asText();
                control = control.isEmpty() ? file : control;
                if (isAlone(rendition.getKey(), experiment, variant)) {
                    pages.put(control, file);
                }
            }
        }
        return pages;
    }

    private boolean isAlone(String key, String experiment, String variant) {
        boolean found = false;
        for (String pair : key.split("\\+")) {
            String[] parts = pair.split("=", 2);
            List<String> variants = experiments().getOrDefault(parts[0], List.of(""));
            String expected = parts[0].equals(experiment) ? variant : variants.get(0);
            if (!pair.equals(parts[0] + "=" + expected)) {
                return false;
            }
            found |= parts[0].equals(experiment);
        }
        return found;
    }

    /** Every file but what is the edge's own. */
    Set<String> files() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("_edge/") || name.equals("_edge/site-edge.js"))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    /** A page's text without what names its variants. */
    String plain(String file) throws IOException {
        return MARK.matcher(Files.readString(path(file))).replaceFirst("");
    }
}
