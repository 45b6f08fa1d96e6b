package dev.siteedge.edge.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;

/**
 * What one matching rule of {@code _headers} does to an answer.
 *
 * @param detached names of headers to remove first
 * @param values by name, joined when a rule has a name twice
 */
record HeaderChange(List<String> detached, Map<String, String> values) {
    /** Headers that say who may keep an answer, and for how long. */
    static final Set<String> CACHING = ignoringCase(
            "Age",
            "Cache-Control",
            "CDN-Cache-Control",
            "Cloudflare-CDN-Cache-Control",
            "Surrogate-Control",
            "Expires",
            "Pragma");

    /** What the edge says of these stays; rules add to it. */
    private static final Set<String> ADDED = ignoringCase("Set-Cookie", "Vary");

    /** @param kept names that no rule may touch, in any case */
    static void apply(List<HeaderChange> changes, HttpFields.Mutable headers, Set<String> kept) {
        Set<String> set = ignoringCase();
        for (HeaderChange change : changes) {
            change.detached.stream()
                    .filter(name -> !kept.contains(name) && !ADDED.contains(name))
                    .forEach(headers::remove);
            change.values.forEach((name, value) -> {
                if (!kept.contains(name)) {
                    put(headers, name, value, !set.add(name));
                }
            });
        }
    }

    /** The first rule takes the place of what the edge would say, the others add to it. */
    private static void put(HttpFields.Mutable headers, String name, String value, boolean again) {
        String before = headers.get(name);
        if (ADDED.contains(name)) {
            headers.add(name, value);
        } else {
            headers.put(name, again && before != null ? before + ", " + value : value);
        }
    }

    static Set<String> ignoringCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
