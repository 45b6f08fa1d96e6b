package dev.siteedge.edge.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.CrossOriginHandler;

/** Lets pages of the allowed origins read answers; all other origins get none of the CORS headers. */
final class CrossOrigin {
    private CrossOrigin() {}

    /** @param origins e.g. {@code https://example.com}; none leaves the handler as it is */
    static Handler wrap(Handler inner, List<String> origins) {
        if (origins.isEmpty()) {
            return inner;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
        cors.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(Set.of("Content-Type", "Authorization", "If-Match", "If-None-Match"));
        cors.setExposedHeaders(Set.of("ETag", "Retry-After", "x-site-edge-dropped"));
        cors.setHandler(inner);
        return cors;
    }
}
