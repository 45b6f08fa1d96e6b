package dev.siteedge.edge.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a YAML text into {@link YamlNode}s, so that every later complaint can name its line. */
final class YamlReader {
    private final String file;
    private final Problems problems;

    YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** An empty mapping when the text is empty, or is not YAML, which is then a problem. */
    YamlNode.Mapping read(String text) {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null || parser.currentToken() == JsonToken.VALUE_NULL) {
                return empty();
            }
            YamlNode root = node(parser, "");
            if (root instanceof YamlNode.Mapping mapping) {
                return mapping;
            }
            problems.add(file + ":" + root.line() + " is wrong: not a mapping. Start with a key, e.g. 'server:'.");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            problems.add(file + ":" + line + " is not YAML: " + firstLine(e.getOriginalMessage()) + ". Correct it.");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        return empty();
    }

    private YamlNode node(JsonParser parser, String path) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> new YamlNode.Mapping(entries(parser, path), line);
            case START_ARRAY -> new YamlNode.Sequence(items(parser, path), line);
            case VALUE_NULL -> new YamlNode.Scalar("", line);
            default -> new YamlNode.Scalar(parser.getText(), line);
        };
    }

    private Map<String, YamlNode> entries(JsonParser parser, String path) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            String full = path.isEmpty() ? key : path + "." + key;
            if (entries.put(key, node(parser, full)) != null) {
                problems.add(full + " (" + file + ":" + line + ") is there twice. Keep one.");
            }
        }
        return entries;
    }

    private List<YamlNode> items(JsonParser parser, String path) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, path + "[" + items.size() + "]"));
        }
        return items;
    }

    private static YamlNode.Mapping empty() {
        return new YamlNode.Mapping(Map.of(), 1);
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
