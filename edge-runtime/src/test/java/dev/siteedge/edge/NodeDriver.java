package dev.siteedge.edge;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.query.Granularity;
import dev.siteedge.edge.query.MetricsAnswer;
import dev.siteedge.edge.query.MetricsQuery;
import dev.siteedge.edge.store.FaultyObjectStore;
import dev.siteedge.edge.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Nodes on data folders under one root, with a clock moved by hand and a store that fails as told. */
final class NodeDriver implements AutoCloseable {
    static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

    final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
    final FaultyObjectStore objects = new FaultyObjectStore();
    final List<String> stops = new ArrayList<>();
    private final List<DataPlane> nodes = new ArrayList<>();
    private final Path root;

    NodeDriver(Path root) {
        this.root = root;
    }

    DataPlane open(String folder) {
        return open(folder, objects);
    }

    DataPlane open(DataPlane.Settings settings) {
        return open(settings, objects);
    }

    DataPlane open(String folder, ObjectStore store) {
        return open(settings(folder), store);
    }

    private DataPlane open(DataPlane.Settings settings, ObjectStore store) {
        DataPlane node = DataPlane.open(settings, unused -> store);
        nodes.add(node);
        return node;
    }

    /** Flushes only when told. */
    DataPlane.Settings settings(String folder) {
        DataPlane.Settings defaults = DataPlane.Settings.defaults(root.resolve(folder));
        return new DataPlane.Settings(
                defaults.folder(),
                2,
                Duration.ofDays(10_000),
                Long.MAX_VALUE,
                defaults.store(),
                128L << 20,
                1L << 30,
                256L << 20,
                365,
                Map.of("short.example", 7),
                Map.of("tokyo.example", ZoneId.of("Asia/Tokyo"), "short.example", ZoneId.of("America/New_York")),
                clock,
                (reason, cause) -> stops.add(reason));
    }

    /** Flushes and looks after what was flushed on schedule: the upkeep's own timer runs by the real clock. */
    DataPlane.Settings onSchedule(String folder) {
        DataPlane.Settings rarely = settings(folder);
        return new DataPlane.Settings(
                rarely.folder(),
                rarely.threads(),
                Duration.ofSeconds(30),
                rarely.flushBytes(),
                rarely.store(),
                rarely.maxLogBytes(),
                rarely.cacheBytes(),
                rarely.queryBytes(),
                rarely.retentionDays(),
                rarely.retentionDaysBySite(),
                rarely.zoneBySite(),
                rarely.clock(),
                rarely.failStop());
    }

    /** Returns when it is so; the test's own time limit ends the waiting. */
    static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("timed out");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    Path path(String folder) {
        return root.resolve(folder);
    }

    /** The folder as a killed process leaves it, under another name: what is on disk, without a clean end. */
    String killed(String folder, String copy) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            for (Path file : files.toList()) {
                Path target = root.resolve(copy).resolve(root.resolve(folder).relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    private static void copy(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
        } catch (NoSuchFileException e) {
            // A draft that the process removed meanwhile, as it goes on here.
            Files.deleteIfExists(target);
        }
    }

    /** The same, and the process does nothing more; the store is away afterwards. */
    String kill(DataPlane node, String folder, String copy) {
        objects.away(true);
        killed(folder, copy);
        nodes.remove(node);
        node.close();
        return copy;
    }

    static void submit(DataPlane node, Event... events) {
        List<Routed> routed = new ArrayList<>();
        for (Event event : events) {
            long key = event instanceof VisitEvent visit
                    ? visit.visitor().hash()
                    : ((ExperimentEvent) event).unit().hashCode();
            routed.add(
                    new Routed((int) Long.remainderUnsigned(key, node.intake().shards()), event));
        }
        node.intake().submit(routed).join();
    }

    static MetricsAnswer day(DataPlane node) {
        return node.queries()
                .metrics(new MetricsQuery(
                        Events.SITE, DAY, DAY.plus(Duration.ofDays(1)), Granularity.HOUR, ZoneOffset.UTC, List.of()));
    }

    @Override
    public void close() {
        objects.heal();
        nodes.forEach(DataPlane::close);
    }
}
