package dev.siteedge.edge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the settings file. Whoever reads asks for every key it knows and closes it; a key nobody asked for is
 * then a problem. A value that is wrong is a problem too, and its default is returned so that reading goes on.
 */
final class Fields implements AutoCloseable {
    private final YamlNode.Mapping mapping;
    private final String path;
    private final String file;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(YamlNode.Mapping mapping, String path, String file, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.file = file;
        this.problems = problems;
    }

    Fields section(String key) {
        YamlNode node = node(key);
        if (node == null
                || (node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty())) {
            return within(key, new YamlNode.Mapping(Map.of(), mapping.line()));
        }
        if (node instanceof YamlNode.Mapping inner) {
            return within(key, inner);
        }
        wrong(key, node, "a mapping", "Indent its keys below it.");
        return within(key, new YamlNode.Mapping(Map.of(), node.line()));
    }

    /** Every key of this mapping as a section, for mappings whose keys are names. */
    Map<String, Fields> sections() {
        Map<String, Fields> sections = new LinkedHashMap<>();
        mapping.entries().keySet().forEach(key -> sections.put(key, section(key)));
        return sections;
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    @Nullable String text(String key) {
        return value(key, "a text", "Write it on one line.", text -> text.isEmpty() ? null : text);
    }

    String text(String key, String fallback) {
        return or(text(key), fallback);
    }

    @Nullable Boolean flag(String key) {
        return choice(key, Map.of("true", true, "false", false));
    }

    boolean flag(String key, boolean fallback) {
        return or(flag(key), fallback);
    }

    /** @param choices the words and what they stand for */
    <T> @Nullable T choice(String key, Map<String, T> choices) {
        String words = String.join(", ", choices.keySet().stream().sorted().toList());
        return value(key, "one of " + words, "Choose one.", choices::get);
    }

    @Nullable Integer integer(String key, int least, int most) {
        return value(
                key,
                "a whole number from " + least + " to " + most,
                "Write it in digits.",
                text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most
                        ? Integer.valueOf(text)
                        : null);
    }

    long size(String key, long fallback, long least, long most) {
        String range = "a size from " + Quantities.sizeText(least) + " to " + Quantities.sizeText(most);
        return or(
                value(key, range, "Write it like 8MiB.", text -> {
                    Long bytes = Quantities.size(text);
                    return bytes == null || bytes < least || bytes > most ? null : bytes;
                }),
                fallback);
    }

    Duration duration(String key, Duration fallback, Duration least, Duration most) {
        String range = "a duration from " + least.toSeconds() + "s to " + most.toSeconds() + "s";
        return or(
                value(key, range, "Write it like 30s, 5m or 1h.", text -> {
                    Duration given = Quantities.duration(text);
                    return given == null || given.compareTo(least) < 0 || given.compareTo(most) > 0 ? null : given;
                }),
                fallback);
    }

    /** @param parse null for what is not allowed */
    <T> List<T> list(String key, String allowed, String remedy, Function<String, @Nullable T> parse) {
        List<T> values = new ArrayList<>();
        YamlNode node = node(key);
        if (node instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                T parsed = item instanceof YamlNode.Scalar scalar ? parse.apply(scalar.text()) : null;
                if (parsed == null) {
                    wrong(key, item, allowed, remedy);
                } else {
                    values.add(parsed);
                }
            }
        } else if (node != null) {
            wrong(key, node, "a list", "Write it like [a, b].");
        }
        return values;
    }

    /** Null when the key is missing or its value wrong, which is then a problem. */
    <T> @Nullable T value(String key, String allowed, String remedy, Function<String, @Nullable T> parse) {
        YamlNode node = node(key);
        if (node == null) {
            return null;
        }
        T parsed = node instanceof YamlNode.Scalar scalar ? parse.apply(scalar.text()) : null;
        if (parsed == null) {
            wrong(key, node, allowed, remedy);
        }
        return parsed;
    }

    void missing(String key, String remedy) {
        problems.add(name(key) + " (" + file + ":" + mapping.line() + ") is missing. " + remedy);
    }

    /** Complains about the keys that were not asked for. */
    @Override
    public void close() {
        mapping.entries().forEach((key, node) -> {
            if (!known.contains(key)) {
                problems.add(name(key) + " (" + file + ":" + node.line() + ") is unknown; "
                        + Problems.suggestion(key, known));
            }
        });
    }

    private @Nullable YamlNode node(String key) {
        known.add(key);
        return mapping.entries().get(key);
    }

    private Fields within(String key, YamlNode.Mapping inner) {
        return new Fields(inner, name(key), file, problems);
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void wrong(String key, YamlNode node, String allowed, String remedy) {
        problems.add(name(key) + " (" + file + ":" + node.line() + ") is wrong: " + shown(key, node) + "; " + allowed
                + ". " + remedy);
    }

    /** A secret's value is not repeated, whatever is wrong with it. */
    private static String shown(String key, YamlNode node) {
        if (key.endsWith("access_key_id") || key.endsWith("secret_access_key")) {
            return "(secret)";
        }
        return node instanceof YamlNode.Scalar scalar
                ? scalar.text().isEmpty() ? "(empty)" : scalar.text()
                : node instanceof YamlNode.Mapping ? "a mapping" : "a list";
    }

    private static <T> T or(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }
}
