package dev.siteedge.edge.config;

import java.util.List;
import java.util.Map;

/** A YAML file as text with line numbers; what a value means is its reader's business. */
sealed interface YamlNode {
    /** Counted from 1. */
    int line();

    /**
     * One value.
     *
     * @param text empty for a key without a value
     */
    record Scalar(String text, int line) implements YamlNode {}

    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    /**
     * Keys and values.
     *
     * @param entries in the file's order
     */
    record Mapping(Map<String, YamlNode> entries, int line) implements YamlNode {}
}
