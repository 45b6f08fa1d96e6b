package dev.siteedge.edge.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.FakeClock;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.Logs;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.log.SqliteEventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that is cut off at any record recovers to what a naive model makes of the records before. */
@Timeout(120)
class TruncatedLogTest {
    private static final int BATCHES = 60;
    private static final int VISITORS = 5;
    private static final long IDLE_MILLIS = 30 * 60_000;

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
    private final Random random = new Random(11);

    /** What was logged with one append, and how long the write-ahead log was then. */
    private record Record(long received, List<Event> events, int walBytes) {}

    private EventLog open(Path file) {
        return SqliteEventLog.open(file, "log", 1, Logs.ROOMY, clock, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        });
    }

    @Test
    void cutOffAtEveryRecord_rowsAndSessionsAreThoseOfTheModel() throws Exception {
        List<Record> records = new ArrayList<>();
        byte[] database;
        byte[] wal;
        try (EventLog log = open(folder.resolve("log.db"))) {
            for (int i = 0; i < BATCHES; i++) {
                records.add(append(log, i));
            }
            database = Files.readAllBytes(folder.resolve("log.db"));
            wal = Files.readAllBytes(folder.resolve("log.db-wal"));
        }
        for (int kept = 0; kept <= BATCHES; kept++) {
            int length = kept == 0 ? 0 : records.get(kept - 1).walBytes();
            Path copy = Files.createDirectories(folder.resolve("cut-" + kept));
            Files.write(copy.resolve("log.db"), database);
            Files.write(copy.resolve("log.db-wal"), Arrays.copyOf(wal, length));
            assertThat(recover(copy.resolve("log.db")))
                    .as("%d records kept", kept)
                    .isEqualTo(model(records.subList(0, kept)));
        }
    }

    private Record append(EventLog log, int number) throws Exception {
        clock.advance(Duration.ofSeconds(random.nextInt(8) == 0 ? random.nextInt(4_000) : random.nextInt(60)));
        List<Event> events = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            long visitor = 1 + random.nextInt(VISITORS);
            // Now and then the same id again, of the same visitor.
            int id = random.nextInt(5) == 0 ? Math.max(0, number - 1) : number;
            events.add(Events.pageview("e" + visitor + "-" + id, visitor, "/"));
        }
        log.append(events.stream()
                        .map(event -> new Routed(visitor(event), event))
                        .toList())
                .join();
        return new Record(clock.millis(), events, (int) Files.size(folder.resolve("log.db-wal")));
    }

    private static int visitor(Event event) {
        return (int) ((Pageview) event).visitor().hash();
    }

    /** Each row as {@code id of the first event of its session}. */
    private List<String> recover(Path file) {
        List<Row> rows = new ArrayList<>();
        try (EventLog log = open(file)) {
            Shards shards = new Shards(log, 8, 1, (reason, cause) -> {
                throw new AssertionError(reason, cause);
            });
            log.read(1, batch -> rows.addAll(shards.replay(batch)));
        }
        Map<Long, String> firstBySession = new HashMap<>();
        return rows.stream()
                .map(row -> row.event().id() + " of "
                        + firstBySession.computeIfAbsent(
                                row.visit().session(), unknown -> row.event().id()))
                .toList();
    }

    private static List<String> model(List<Record> records) {
        Set<String> known = new LinkedHashSet<>();
        Map<Integer, String> first = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        List<String> rows = new ArrayList<>();
        for (Record record : records) {
            for (Event event : record.events()) {
                if (!known.add(event.id())) {
                    continue;
                }
                int visitor = visitor(event);
                if (record.received() - last.getOrDefault(visitor, Long.MIN_VALUE / 2) > IDLE_MILLIS) {
                    first.put(visitor, event.id());
                }
                last.put(visitor, record.received());
                rows.add(event.id() + " of " + first.get(visitor));
            }
        }
        return rows;
    }
}
