package dev.siteedge.edge.query;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.log.LogLimits;
import dev.siteedge.edge.log.SqliteEventLog;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.shard.Visit;
import dev.siteedge.edge.store.CurrentView;
import dev.siteedge.edge.store.FaultyObjectStore;
import dev.siteedge.edge.store.RowFeed;
import dev.siteedge.edge.store.SegmentCache;
import dev.siteedge.edge.store.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine with rows made by hand, in memory or wherever a test puts them. */
final class TestRows implements AutoCloseable {
    final DuckDb db;
    final DuckDbRows table;
    final FaultyObjectStore store = new FaultyObjectStore();
    private final Path folder;
    private final SqliteEventLog log;
    private final Shards shards;
    private long position;

    TestRows(Path folder) throws IOException {
        this.folder = folder;
        db = DuckDb.open(Files.createDirectories(folder.resolve("it's tmp")), 256 << 20, 2);
        table = new DuckDbRows(db);
        log = SqliteEventLog.open(
                folder.resolve("log.db"), "log", 1, LogLimits.ofLogBytes(1 << 20), Clock.systemUTC(), (why, cause) -> {
                    throw new AssertionError(why, cause);
                });
        shards = new Shards(log, 1, 1, (why, cause) -> {
            throw new AssertionError(why, cause);
        });
        shards.start();
    }

    /** Queries over the pending rows above {@code above} and what else the view says. */
    DuckDbQueries queries(View view) throws IOException {
        SegmentCache cache = new SegmentCache(Files.createDirectories(folder.resolve("cache")), 1 << 20, store);
        return new DuckDbQueries(db, new RowFeed(shards, table, Runnable::run), new CurrentView(view), cache, shards);
    }

    DuckDbQueries queries() throws IOException {
        return queries(new View(List.of(), Map.of(), 0, List.of()));
    }

    /** A visit by its number, begun at a time; its visitor has the same number. */
    static Visit visit(long number, String start) {
        return new Visit(number, millis(start), number, Events.from("s" + number), "/entry" + number);
    }

    /** The next row, not added yet. */
    Row row(String time, Event event, Visit visit) {
        return row(time, time, event, visit);
    }

    /** The next row, of an event that happened before it was received. */
    Row row(String time, String received, Event event, Visit visit) {
        return new Row(++position, millis(received), millis(time), event, visit);
    }

    void add(String time, Event event, Visit visit) {
        table.append(List.of(row(time, event, visit)));
    }

    /** A pageview of the site example.com. */
    void view(String time, String path, Visit visit) {
        add(time, Events.pageview("id" + position, visit.visitor(), path), visit);
    }

    static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    static MetricsQuery query(String from, String to, Granularity granularity, String zone, Filter... filters) {
        return new MetricsQuery(
                Events.SITE, Instant.parse(from), Instant.parse(to), granularity, ZoneId.of(zone), List.of(filters));
    }

    static MetricsQuery day(Filter... filters) {
        return new MetricsQuery(
                Events.SITE,
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("2026-03-02T00:00:00Z"),
                Granularity.HOUR,
                ZoneOffset.UTC,
                List.of(filters));
    }

    /** Buckets that are not zero, as {@code time=count}. */
    static List<String> counted(List<MetricsAnswer.Point> points) {
        List<String> counted = new ArrayList<>();
        points.stream()
                .filter(point -> point.count() > 0)
                .forEach(point -> counted.add(point.time() + "=" + point.count()));
        return counted;
    }

    @Override
    public void close() {
        shards.close();
        log.close();
        db.close();
    }
}
