package dev.siteedge.maven.variant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns a baked site into one for hosts that only send files: each page with running experiments becomes one file with all
 * its renditions, put together from the baked ones and checked against them; {@code _edge/variants} goes.
 */
public final class StaticSite {
    private static final String VARIANTS = "_edge/variants";
    /** What the gem adds to each rendition, and the canonical link behind it in those of an address of their own. */
    private static final Pattern MARK = Pattern.compile(
            "[ \\t]*<meta name=\"site-edge:variants\"[^\\n]*\\n([ \\t]*<link rel=\"canonical\"[^\\n]*\\n)?");

    private static final Pattern CONTROL_MARK = Pattern.compile("[ \\t]*<meta name=\"site-edge:variants\"[^\\n]*\\n");

    private final Path site;
    private final ObjectNode manifest;

    private StaticSite(Path site, ObjectNode manifest) {
        this.site = site;
        this.manifest = manifest;
    }

    /**
     * What came of it.
     *
     * @param pages how many files show more than their control
     * @param allocates whether any visitor is given a variant: the site's consent is {@code cookie}
     * @param policyHashes what {@code script-src} needs
     */
    public record Result(int pages, boolean allocates, List<String> policyHashes) {}

    /**
     * Works on the folder of a built site; one without a manifest stays as it is.
     *
     * @throws StaticModeException when a page can't be one file
     */
    public static Result run(Path site) throws IOException {
        Path file = site.resolve(ManifestHashes.MANIFEST);
        if (!Files.exists(file)) {
            return new Result(0, false, List.of());
        }
        ObjectNode manifest = (ObjectNode) ManifestHashes.JSON.readTree(Files.readAllBytes(file));
        return new StaticSite(site, manifest).inline(file);
    }

    private Result inline(Path file) throws IOException {
        boolean allocates =
                "cookie".equals(manifest.path("consent").path("experiments").asText());
        int pages = 0;
        for (Map.Entry<String, JsonNode> page : manifest.path("pages").properties()) {
            pages += inline(page.getKey(), page.getValue(), allocates) ? 1 : 0;
        }
        delete(site.resolve(VARIANTS));
        manifest.put("mode", "static");
        manifest.set("pages", JsonNodeFactory.instance.objectNode());
        Files.writeString(file, ManifestHashes.asTheGemWrites().writeValueAsString(manifest) + "\n");
        return new Result(pages, allocates, pages == 0 ? List.of() : PrePaintScript.policyHashes());
    }

    private boolean inline(String url, JsonNode page, boolean allocates) throws IOException {
        Map<Map<String, String>, String> baked = new LinkedHashMap<>();
        Path control = site;
        for (Map.Entry<String, JsonNode> rendition : page.path("renditions").properties()) {
            Path file = site.resolve(rendition.getValue().path("file").asText());
            boolean first = baked.isEmpty();
            control = first ? file : control;
            String html = (first ? CONTROL_MARK : MARK)
                    .matcher(Files.readString(file))
                    .replaceFirst("");
            baked.put(changed(rendition.getKey()), html);
        }
        String plain = baked.getOrDefault(Map.of(), "");
        List<JsonNode> running = running(page);
        if (!allocates || running.isEmpty()) {
            Files.writeString(control, plain);
            return false;
        }
        InlinedPage inlined = new InlinedPage(url, plain);
        for (JsonNode experiment : running) {
            String id = experiment.path("id").asText();
            Map<String, String> alone = new LinkedHashMap<>();
            baked.forEach((variants, html) -> {
                if (variants.size() == 1 && variants.containsKey(id)) {
                    alone.put(variants.getOrDefault(id, ""), html);
                }
            });
            inlined.add(id, alone);
        }
        check(url, inlined, baked, running);
        Files.writeString(control, inlined.changed() ? inlined.html(PrePaintScript.tag(running)) : plain);
        return inlined.changed();
    }

    /** Parts that were found one by one need not fit together: what was baked says whether they do. */
    private static void check(
            String url, InlinedPage inlined, Map<Map<String, String>, String> baked, List<JsonNode> running) {
        List<String> ids =
                running.stream().map(entry -> entry.path("id").asText()).toList();
        baked.forEach((variants, html) -> {
            if (ids.containsAll(variants.keySet()) && !inlined.shown(variants).equals(html)) {
                throw new StaticModeException("page " + url + " is wrong: with " + variants + " together it is not made"
                        + " of the parts that each of them changes; mode static can't show that. Make the experiments"
                        + " independent, or put them in one group.");
            }
        });
    }

    private List<JsonNode> running(JsonNode page) {
        List<JsonNode> running = new ArrayList<>();
        for (JsonNode id : page.path("experiments")) {
            for (JsonNode experiment : manifest.path("experiments")) {
                if (experiment.path("id").equals(id)
                        && experiment.path("status").asText("draft").equals("running")) {
                    running.add(experiment);
                }
            }
        }
        return running;
    }

    /** The variants that are not the control, by experiment; {@code hero=bold+layout=control}. */
    private Map<String, String> changed(String key) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (String pair : key.split("\\+")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[1].equals(control(parts[0]))) {
                changed.put(parts[0], parts[1]);
            }
        }
        return changed;
    }

    private String control(String id) {
        for (JsonNode experiment : manifest.path("experiments")) {
            if (experiment.path("id").asText().equals(id)) {
                return experiment.path("variants").path(0).path("name").asText();
            }
        }
        return "";
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
