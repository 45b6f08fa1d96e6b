package dev.siteedge.edge.http;

import java.util.Set;
import org.eclipse.jetty.server.Handler;

/**
 * Which handler answers what. The handler completes the callback, or throws {@link HttpProblem}; when it returns false the
 * answer is 404.
 *
 * @param methods in upper case; GET stands for HEAD too
 * @param path an exact path, or one ending in {@code /*} for all below it and itself; the longest that fits wins
 */
public record Route(Set<String> methods, String path, Handler handler) {
    public Route {
        methods = Set.copyOf(methods);
    }

    public Route(String method, String path, Handler handler) {
        this(Set.of(method), path, handler);
    }

    boolean fits(String requested) {
        if (!path.endsWith("/*")) {
            return path.equals(requested);
        }
        int folder = path.length() - 1;
        return requested.regionMatches(0, path, 0, folder)
                || (requested.length() == folder - 1 && path.startsWith(requested));
    }

    /** The more of the path a route spells out, the more; an exact path is more than the same with all below it. */
    int weight() {
        return path.endsWith("/*") ? 2 * (path.length() - "/*".length()) : 2 * path.length() + 1;
    }

    boolean allows(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
