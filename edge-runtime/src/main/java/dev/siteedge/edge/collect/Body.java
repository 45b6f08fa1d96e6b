package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Revenue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as a client sent it, within all limits, unjudged. Empty text stands for "not given".
 *
 * @param id the client's, or a random one where it gave none
 * @param site in lower case; empty when the client named none
 * @param page where it happened
 * @param experiments the shown variant by experiment
 * @param timestamp when it happened, in milliseconds since 1970; null for now
 */
record Body(
        String id,
        String site,
        Type type,
        PagePath page,
        String referrer,
        String category,
        String action,
        String label,
        @Nullable Double value,
        @Nullable Revenue revenue,
        Map<String, String> props,
        @Nullable String sessionId,
        @Nullable String userId,
        Map<String, String> experiments,
        @Nullable Long timestamp) {
    enum Type {
        PAGEVIEW,
        EVENT,
        EXPOSURE,
        ENGAGEMENT
    }
}
