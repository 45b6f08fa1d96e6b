package dev.siteedge.edge.site;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code _redirects}.
 *
 * @param line from 1
 * @param status 301, 302, 303, 307, 308, or 200 to rewrite
 */
record RedirectRule(int line, UrlPattern source, RedirectTarget target, int status) {
    private static final String ANY = "x";

    boolean dynamic() {
        return source.single() == null;
    }

    /** @return null when the rule is not for this path */
    @Nullable Redirection match(String path) {
        Map<String, String> captures = source.match("", path);
        return captures == null ? null : to(captures);
    }

    /** Where it leads to for some path that it is for. */
    Redirection sample() {
        Map<String, String> captures = new HashMap<>();
        source.names().forEach(name -> captures.put(name, ANY));
        return to(captures);
    }

    Redirection to(Map<String, String> captures) {
        return new Redirection(status, target.expand(captures));
    }
}
