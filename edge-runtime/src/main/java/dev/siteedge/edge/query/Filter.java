package dev.siteedge.edge.query;

import java.util.List;

/**
 * One condition in Plausible's v1 syntax, e.g. {@code event:page==/a|/b*} or {@code visit:country!=FR}.
 *
 * @param property e.g. {@code event:page}, {@code visit:source}
 * @param negated {@code !=}
 * @param values alternatives, at least one; an unescaped {@code *} is a wildcard
 */
public record Filter(String property, boolean negated, List<String> values) {
    public Filter {
        values = List.copyOf(values);
    }
}
