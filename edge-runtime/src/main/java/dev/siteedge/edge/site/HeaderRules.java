package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of {@code _headers}: all that are for a URL are joined, in order. Immutable. */
record HeaderRules(List<Rule> rules) {
    /**
     * One block of the file.
     *
     * @param values by name
     */
    record Rule(UrlPattern url, List<String> detached, Map<String, Template> values) {
        private @Nullable HeaderChange match(String host, String path) {
            Map<String, String> captures = url.match(host, path);
            if (captures == null) {
                return null;
            }
            Map<String, String> expanded = new LinkedHashMap<>();
            values.forEach((name, value) -> expanded.put(name, value.expand(captures)));
            return new HeaderChange(detached, expanded);
        }
    }

    HeaderRules {
        rules = List.copyOf(rules);
    }

    /**
     * @param host without its port
     * @param path decoded, below the baseurl
     */
    List<HeaderChange> matching(String host, String path) {
        if (rules.isEmpty()) {
            return List.of();
        }
        List<HeaderChange> changes = new ArrayList<>();
        for (Rule rule : rules) {
            HeaderChange change = rule.match(host, path);
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }
}
