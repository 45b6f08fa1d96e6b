package dev.siteedge.edge.query;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What {@code GET /api/metrics} asks for.
 *
 * @param from inclusive
 * @param to exclusive
 * @param zone whose hours and days the buckets are
 */
public record MetricsQuery(
        String site, Instant from, Instant to, Granularity granularity, ZoneId zone, List<Filter> filters) {
    public MetricsQuery {
        filters = List.copyOf(filters);
    }
}
