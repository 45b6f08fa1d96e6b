package dev.siteedge.maven.variant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that shows the variants side by side, from a folder as well as from a server: it looks at copies in {@code view/}
 * whose addresses are relative.
 */
final class Viewer {
    /** An attribute with an address of the own host. */
    private static final Pattern ADDRESS =
            Pattern.compile("(\\s(?:href|src|poster|action)\\s*=\\s*[\"']?)/(?!/)([^\"'\\s>]*)");

    private final Path target;
    private final String baseurl;
    private final ObjectNode experiments = JsonNodeFactory.instance.objectNode();

    Viewer(Path target, String baseurl) {
        this.target = target;
        this.baseurl = baseurl;
    }

    /** @param pages of the variant's site, which is written already */
    void add(String experiment, String variant, Collection<String> pages) throws IOException {
        ObjectNode own = experiments.withObjectProperty(experiment);
        own.withArrayProperty("variants").add(variant);
        ArrayNode names = own.withArrayProperty("pages");
        names.removeAll();
        for (String page : pages) {
            names.add(page);
            Path copy =
                    target.resolve("view").resolve(experiment).resolve(variant).resolve(page);
            Files.createDirectories(copy.getParent());
            String site = "../".repeat(3 + page.split("/").length - 1) + experiment + "/" + variant + "/";
            String html =
                    Files.readString(target.resolve(experiment).resolve(variant).resolve(page));
            Files.writeString(copy, relative(html, site));
        }
    }

    private String relative(String html, String site) {
        String prefix = baseurl.isEmpty() ? "" : baseurl.substring(1) + "/";
        return ADDRESS.matcher(html).replaceAll(found -> {
            String path = found.group(2);
            String own = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
            String file = own.isEmpty() || own.endsWith("/") ? own + "index.html" : own;
            return Matcher.quoteReplacement(found.group(1) + site + file);
        });
    }

    void write() throws IOException {
        try (InputStream in = Viewer.class.getResourceAsStream("viewer.html")) {
            if (in == null) {
                throw new IllegalStateException("viewer.html is not on the class path");
            }
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String data = experiments.toString().replace("<", "\\u003c");
            Files.writeString(target.resolve("index.html"), page.replace("{{experiments}}", data));
        }
    }
}
