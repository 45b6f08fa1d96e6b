package dev.siteedge.maven.variant;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Brings {@code _edge/manifest.json} up to date with the files that it names: the gem hashed them as Jekyll wrote them,
 * before the tracker's tag went in.
 */
public final class ManifestHashes {
    /** Below the site's folder; written by the gem {@code jekyll-feature-flags}. */
    static final String MANIFEST = "_edge/manifest.json";

    /** Numbers come out as the author wrote them: 1.0 is not 1. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ManifestHashes() {}

    /**
     * Replaces every {@code pages.*.renditions.*.sha256} by that of its {@code file}. A site without a manifest stays as
     * it is.
     *
     * @param site the folder of the built site
     * @throws IOException when the manifest is no JSON, or it or a file that it names cannot be read
     */
    public static void refresh(Path site) throws IOException {
        Path file = site.resolve(MANIFEST);
        if (!Files.exists(file)) {
            return;
        }
        JsonNode manifest = JSON.readTree(Files.readAllBytes(file));
        for (JsonNode page : manifest.path("pages")) {
            for (JsonNode rendition : page.path("renditions")) {
                ((ObjectNode) rendition)
                        .put(
                                "sha256",
                                sha256(site.resolve(rendition.path("file").asText())));
            }
        }
        Files.writeString(file, asTheGemWrites().writeValueAsString(manifest) + "\n");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** Ruby's {@code JSON.pretty_generate}. */
    static ObjectWriter asTheGemWrites() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return JSON.writer(
                new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines));
    }
}
