package dev.siteedge.edge.log;

import static dev.siteedge.edge.log.Logs.ids;
import static dev.siteedge.edge.log.Logs.positions;
import static dev.siteedge.edge.log.Logs.view;
import static dev.siteedge.edge.log.Logs.views;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSuccessionTest {
    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");

    private EventLog open() {
        return SqliteEventLog.open(folder.resolve("log.db"), "old", 1, Logs.ROOMY, clock, (reason, cause) -> {
            throw new AssertionError(reason, cause);
        });
    }

    private static List<Long> times(EventLog log) {
        List<Long> times = new ArrayList<>();
        log.read(1, batch -> times.add(batch.received()));
        return times;
    }

    private List<Long> logThreeBatchesAndACut() {
        try (EventLog log = open()) {
            log.append(views(1, 2)).join();
            clock.advance(Duration.ofMinutes(1));
            log.append(views(3, 4)).join();
            log.append(List.of(new Cut(1, 4, 1))).join();
            clock.advance(Duration.ofMinutes(1));
            log.append(List.of(view("5"))).join();
            return times(log);
        }
    }

    @Test
    void succeed_takesOnlyTheEventsFromThePositionOnWithTheirTimes() {
        List<Long> times = logThreeBatchesAndACut();

        assertThat(LogSuccession.succeed(folder.resolve("log.db"), "new", 100, 0, 4))
                .isEqualTo(2);
        try (EventLog log = open()) {
            assertThat(log.id()).isEqualTo("new");
            assertThat(ids(log)).containsExactly("4", "5");
            assertThat(positions(log)).containsExactly(100L, 101L);
            assertThat(times(log)).containsExactly(times.get(1), times.get(3));
            assertThat(log.nextPosition()).isEqualTo(102);
        }
    }

    @Test
    void succeed_takesErasuresAlongInTheirPlace() {
        try (EventLog log = open()) {
            log.append(List.of(view("1"))).join();
            log.append(List.of(new Erased("example.com", "receipt"))).join();
            log.append(List.of(view("2"))).join();
        }

        assertThat(LogSuccession.succeed(folder.resolve("log.db"), "new", 100, 0, 1))
                .isEqualTo(3);
        try (EventLog log = open()) {
            assertThat(Logs.entries(log, 1))
                    .extracting(Batch.Logged::entry)
                    .containsExactly(view("1"), new Erased("example.com", "receipt"), view("2"));
        }
    }

    @Test
    void succeed_nothingToKeep_isAnEmptyLogThatStartsThere() {
        logThreeBatchesAndACut();

        assertThat(LogSuccession.succeed(folder.resolve("log.db"), "new", 100, 0, 1_000))
                .isZero();
        try (EventLog log = open()) {
            assertThat(log.nextPosition()).isEqualTo(100);
            assertThat(ids(log)).isEmpty();
        }
    }

    @Test
    void succeed_afterAnAttemptThatWasKilled_startsOver() throws Exception {
        logThreeBatchesAndACut();
        Files.writeString(folder.resolve("log.db.next"), "half a file");
        Files.writeString(folder.resolve("log.db.next-wal"), "half a file");

        assertThat(LogSuccession.succeed(folder.resolve("log.db"), "new", 100, 0, 1))
                .isEqualTo(5);
        try (EventLog log = open()) {
            assertThat(ids(log)).containsExactly("1", "2", "3", "4", "5");
        }
    }
}
