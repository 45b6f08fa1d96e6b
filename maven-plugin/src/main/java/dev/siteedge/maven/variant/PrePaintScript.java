package dev.siteedge.maven.variant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The two scripts of mode static. Their texts are the same in every page of every site, so that a policy can name them. */
final class PrePaintScript {
    static final String CALL = "siteEdgeShow()";
    static final String CALL_TAG = "<script>" + CALL + "</script>";

    private static final List<String> WORDS = List.of(
            "arms", "shares", "share", "coverage", "seed", "starts", "ends", "group", "from", "to", "next", "arm");

    /** The latest time that a JavaScript number holds in whole milliseconds. */
    private static final long NEVER = (1L << 53) - 1;

    private PrePaintScript() {}

    /** Without comments and indentation. */
    static String text() {
        try (InputStream in = PrePaintScript.class.getResourceAsStream("static.js")) {
            if (in == null) {
                throw new IllegalStateException("static.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.startsWith("//"))
                    .map(PrePaintScript::minified)
                    .collect(Collectors.joining())
                    .replace(";}", "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script's own words get one letter each; it has no text with one of them, nor one with a space beside a sign. */
    private static String minified(String line) {
        String shorter = line.replaceAll("\\b(if|for|while) \\(", "$1(");
        for (int i = 0; i < WORDS.size(); i++) {
            shorter = shorter.replaceAll("\\b" + WORDS.get(i) + "\\b", String.valueOf((char) ('A' + i)));
        }
        return shorter.replaceAll(" ?(=>|===?|[=?:&|<>%^*+,/;(){}]+) ", "$1").replaceAll(" (=|\\{)", "$1");
    }

    /** The tag for a page with these experiments, each as its entry in the manifest. */
    static String tag(List<JsonNode> experiments) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        experiments.forEach(entry -> data.add(data(entry)));
        StringBuilder attribute = new StringBuilder();
        // Beyond ASCII as character references, because the page's encoding is not known.
        data.toString().codePoints().forEach(point -> {
            if (point == '"' || point == '&' || point == '<' || point > '~') {
                attribute.append("&#").append(point).append(';');
            } else {
                attribute.appendCodePoint(point);
            }
        });
        return "<script data-site-edge=\"" + attribute + "\">" + text() + "</script>";
    }

    /** What a {@code script-src} needs. */
    static List<String> policyHashes() {
        return List.of(sha256(text()), sha256(CALL));
    }

    private static ArrayNode data(JsonNode entry) {
        String id = entry.path("id").asText();
        JsonNode group = entry.path("group");
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        ArrayNode names = data.addArray();
        ArrayNode shares = data.addArray();
        double sum = 0;
        for (JsonNode variant : entry.path("variants")) {
            names.add(id + "=" + variant.path("name").asText());
            sum += weight(variant);
        }
        for (JsonNode variant : entry.path("variants")) {
            shares.add(weight(variant) / sum);
        }
        data.add(Math.max(0, Math.min(1, entry.path("coverage").asDouble(1))));
        data.add(bytes(entry.path("seed").asText(id)));
        data.add(millis(entry.path("starts"), 0)).add(millis(entry.path("ends"), NEVER));
        if (group.isObject()) {
            data.add(bytes(group.path("name").asText()))
                    .add(group.path("from").asDouble(0))
                    .add(group.path("to").asDouble(1));
        }
        return data;
    }

    /** Its UTF-8 bytes as one character each. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static double weight(JsonNode variant) {
        return variant.path("weight").asDouble(1);
    }

    private static long millis(JsonNode time, long otherwise) {
        return time.isTextual() ? Instant.parse(time.asText()).toEpochMilli() : otherwise;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
