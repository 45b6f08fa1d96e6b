package dev.siteedge.edge.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the site's build says about the site itself, from {@code _edge/manifest.json}.
 *
 * @param id the host of the site's {@code url}, else {@code localhost}
 * @param consent null where the build says nothing
 */
public record BuiltSite(String id, Settings.ConsentSettings consent) {
    private static final BuiltSite UNKNOWN = new BuiltSite("localhost", Settings.ConsentSettings.UNSAID);

    /** A folder that was built without the gem has no manifest: a site without experiments, known as localhost. */
    public static BuiltSite read(Path folder) {
        Path manifest = folder.resolve("_edge").resolve("manifest.json");
        if (!Files.isRegularFile(manifest)) {
            return UNKNOWN;
        }
        try {
            JsonNode root = new ObjectMapper().readTree(manifest.toFile());
            String id = root.path("site").asText("").toLowerCase(Locale.ROOT);
            return new BuiltSite(id.isEmpty() ? UNKNOWN.id : id, consent(root.path("consent")));
        } catch (IOException e) {
            throw new StartRefused(manifest + " is wrong: not JSON. Build the site again.");
        }
    }

    /** The build's level is where the tracker starts, not the most that a visitor may grant: it is left out. */
    private static Settings.ConsentSettings consent(JsonNode node) {
        return new Settings.ConsentSettings(
                null,
                Words.EXPERIMENTS.get(node.path("experiments").asText("")),
                node.has("strict") ? node.path("strict").asBoolean() : null);
    }
}
