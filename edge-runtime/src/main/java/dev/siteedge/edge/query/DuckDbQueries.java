package dev.siteedge.edge.query;

import dev.siteedge.edge.query.MetricsAnswer.Visits;
import dev.siteedge.edge.shard.MinuteSum;
import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.shard.VariantCounts;
import dev.siteedge.edge.store.CurrentView;
import dev.siteedge.edge.store.RowFeed;
import dev.siteedge.edge.store.SegmentCache;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Answers by one engine over objects, outbox and pending rows; experiments are counted in the shards. Sessions count in
 * the bucket of their first event, and only when that is in the range, so that a series adds up to its summary.
 */
public final class DuckDbQueries implements Queries {
    private static final int PAGEVIEWS = 0;
    private static final int EVENTS = 1;
    private static final int SESSIONS = 2;
    private static final int MAX_TOP = 1_000;

    private final Sources sources;
    private final Shards shards;

    public DuckDbQueries(DuckDb db, RowFeed feed, CurrentView view, SegmentCache cache, Shards shards) {
        this.sources = new Sources(db, feed, view, cache);
        this.shards = shards;
    }

    /** @throws IllegalArgumentException for an unknown property or a bad range; the message is for people */
    @Override
    public MetricsAnswer metrics(MetricsQuery query) {
        Buckets buckets = new Buckets(query, 3);
        FilterSql filters = new FilterSql(query.filters());
        long from = query.from().toEpochMilli();
        return sources.query(wanted(query), (source, connection) -> {
            String sql = "WITH r AS (SELECT kind, visitor, session, epoch_ms(" + RowColumns.TIME + ") AS t,"
                    + " epoch_ms(session_start) AS s" + matching(source, filters) + ")"
                    + " SELECT 'events' AS what, t // ? AS slot, count(*) AS n,"
                    + " count(*) FILTER (kind = 'pageview') AS views FROM r GROUP BY slot"
                    + " UNION ALL SELECT 'sessions', s // ?, count(*), 0 FROM"
                    + " (SELECT min(s) AS s FROM r WHERE session IS NOT NULL GROUP BY session) WHERE s >= ? GROUP BY 2"
                    + " UNION ALL SELECT 'visits', CAST(coalesce(sum(last - s), 0) AS BIGINT), count(*) FILTER (n = 1), 0"
                    + " FROM (SELECT min(s) AS s, max(t) AS last, count(*) AS n FROM r WHERE session IS NOT NULL"
                    + " GROUP BY session) WHERE s >= ?"
                    + " UNION ALL SELECT 'visitors', 0, count(DISTINCT visitor), 0 FROM r";
            List<Object> values = values(source, query, filters);
            values.addAll(List.of(buckets.slotMillis(), buckets.slotMillis(), from, from));
            long[] visitors = new long[1];
            long[] bouncesAndMillis = new long[2];
            Sources.select(connection, sql, values, row -> {
                long slot = row.getLong("slot");
                long count = row.getLong("n");
                switch (row.getString("what")) {
                    case "events" -> {
                        buckets.add(slot, EVENTS, count);
                        buckets.add(slot, PAGEVIEWS, row.getLong("views"));
                    }
                    case "sessions" -> buckets.add(slot, SESSIONS, count);
                    case "visits" -> {
                        bouncesAndMillis[0] = count;
                        bouncesAndMillis[1] = slot;
                    }
                    default -> visitors[0] = count;
                }
            });
            Visits visits = Visits.of(buckets.sum(SESSIONS), bouncesAndMillis[0], bouncesAndMillis[1]);
            return answer(query, buckets, visitors[0], visits, source.missing());
        });
    }

    @Override
    public List<Row> top(MetricsQuery query, String property, int limit) {
        if (limit < 1 || limit > MAX_TOP) {
            throw new IllegalArgumentException("limit is wrong: " + limit + "; 1 to " + MAX_TOP + ".");
        }
        if (property.equals(MetricsParameters.EXIT_PAGE)) {
            return exitPages(query, limit);
        }
        String column = FilterSql.column(property);
        FilterSql filters = new FilterSql(query.filters());
        return sources.query(wanted(query), (source, connection) -> {
            String sql = "SELECT " + column + " AS value, count(DISTINCT visitor) AS visitors,"
                    + " count(*) FILTER (kind = 'pageview') AS views, count(*) AS events"
                    + matching(source, filters)
                    + " GROUP BY 1 ORDER BY visitors DESC, value LIMIT ?";
            List<Object> values = values(source, query, filters);
            values.add((long) limit);
            return rows(connection, sql, values);
        });
    }

    /** By the page of a session's last event in the range; a page is left by those, not seen. */
    private List<Row> exitPages(MetricsQuery query, int limit) {
        FilterSql filters = new FilterSql(query.filters());
        return sources.query(wanted(query), (source, connection) -> {
            String sql =
                    "SELECT page AS value, count(DISTINCT visitor) AS visitors, CAST(sum(views) AS BIGINT) AS views,"
                            + " CAST(sum(events) AS BIGINT) AS events FROM (SELECT arg_max(path, position) AS page,"
                            + " any_value(visitor) AS visitor, count(*) FILTER (kind = 'pageview') AS views, count(*) AS events"
                            + matching(source, filters)
                            + " AND session IS NOT NULL GROUP BY session) GROUP BY 1 ORDER BY visitors DESC, value LIMIT ?";
            List<Object> values = values(source, query, filters);
            values.add((long) limit);
            return rows(connection, sql, values);
        });
    }

    private static List<Row> rows(DuckDBConnection connection, String sql, List<Object> values) throws SQLException {
        List<Row> rows = new ArrayList<>();
        Sources.select(
                connection,
                sql,
                values,
                row -> rows.add(new Row(
                        row.getString("value"), row.getLong("visitors"), row.getLong("views"), row.getLong("events"))));
        return rows;
    }

    @Override
    public Map<String, Tally> tally(String site, String experiment, String phase, String goal) {
        Map<String, Tally> tallies = new HashMap<>();
        for (Map.Entry<String, VariantCounts> variant :
                shards.count(site, experiment, phase, goal).entrySet()) {
            VariantCounts counts = variant.getValue();
            tallies.put(variant.getKey(), new Tally(counts.exposures(), counts.allocations(), counts.conversions()));
        }
        return tallies;
    }

    @Override
    public Realtime realtime(String site, Instant now) {
        long minute = now.getEpochSecond() / 60;
        MinuteSum sum = shards.sum(site, minute - Realtime.MINUTES + 1, minute);
        long visitors =
                shards.sum(site, minute - Realtime.VISITOR_MINUTES + 1, minute).visitors();
        return RealtimeSum.of(site, now, sum, visitors);
    }

    @Override
    public List<String> sites() {
        return sources.query(Sources.Wanted.all(), (source, connection) -> {
            List<String> sites = new ArrayList<>();
            String sql = "SELECT DISTINCT site FROM " + source.sql() + " ORDER BY site";
            Sources.select(connection, sql, source.values(), row -> sites.add(row.getString("site")));
            return sites;
        });
    }

    private static Sources.Wanted wanted(MetricsQuery query) {
        return new Sources.Wanted(
                query.site(), query.from().toEpochMilli(), query.to().toEpochMilli());
    }

    private static String matching(Sources.From source, FilterSql filters) {
        return " FROM " + source.sql() + " WHERE site = ? AND kind IN ('pageview', 'event')"
                + " AND " + RowColumns.TIME + " >= CAST(epoch_ms(CAST(? AS BIGINT)) AS TIMESTAMP_MS)"
                + " AND " + RowColumns.TIME + " < CAST(epoch_ms(CAST(? AS BIGINT)) AS TIMESTAMP_MS)" + filters.sql();
    }

    private static List<Object> values(Sources.From source, MetricsQuery query, FilterSql filters) {
        List<Object> values = new ArrayList<>(source.values());
        values.add(query.site());
        values.add(query.from().toEpochMilli());
        values.add(query.to().toEpochMilli());
        values.addAll(filters.values());
        return values;
    }

    private static MetricsAnswer answer(
            MetricsQuery query, Buckets buckets, long visitors, Visits visits, List<String> missing) {
        return new MetricsAnswer(
                query.site(),
                query.from(),
                query.to(),
                query.granularity(),
                missing.isEmpty(),
                missing,
                buckets.points(PAGEVIEWS),
                buckets.points(EVENTS),
                buckets.points(SESSIONS),
                new MetricsAnswer.Summary(buckets.sum(PAGEVIEWS), buckets.sum(EVENTS), buckets.sum(SESSIONS), visitors),
                visits);
    }
}
