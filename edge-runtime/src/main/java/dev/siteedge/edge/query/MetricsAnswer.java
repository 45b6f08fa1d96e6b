package dev.siteedge.edge.query;

import java.time.Instant;
import java.util.List;

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
        Summary summary) {

    /** @param time the bucket's first instant */
    public record Point(Instant time, long count) {}

    /**
     * @param events pageviews and custom events, never exposures or engagement
     * @param visitors distinct visitor ids of the range, so visitor-days over several days
     */
    public record Summary(long pageviews, long events, long sessions, long visitors) {}
}
