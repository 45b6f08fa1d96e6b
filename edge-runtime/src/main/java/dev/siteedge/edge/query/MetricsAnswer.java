package dev.siteedge.edge.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/metrics} answers; every bucket of the range is present.
 *
 * @param complete false when part of the history could not be read; {@code missing} says what
 */
public record MetricsAnswer(
        String site,
        Instant from,
        Instant to,
        Granularity granularity,
        boolean complete,
        List<String> missing,
        List<Point> pageviews,
        List<Point> events,
        List<Point> sessions,
        Summary summary,
        Visits visits) {

    /** @param time the bucket's first instant */
    public record Point(Instant time, long count) {}

    /**
     * @param events pageviews and custom events, never exposures or engagement
     * @param visitors distinct visitor ids of the range, so visitor-days over several days
     */
    public record Summary(long pageviews, long events, long sessions, long visitors) {}

    /**
     * How the range's sessions went, by their pageviews and events in the range.
     *
     * @param bounceRate the share of those with a single one, 0 to 1; null without sessions
     * @param durationSeconds from a session's first to its last, on average; null without sessions
     */
    public record Visits(
            @Nullable Double bounceRate, @Nullable Double durationSeconds) {
        static final Visits NONE = new Visits(null, null);

        static Visits of(long sessions, long bounces, long durationMillis) {
            return sessions == 0 ? NONE : new Visits((double) bounces / sessions, durationMillis / 1_000.0 / sessions);
        }
    }
}
