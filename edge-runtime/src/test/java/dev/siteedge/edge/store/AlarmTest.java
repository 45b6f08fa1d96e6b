package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.FakeClock;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.LogLimits;
import dev.siteedge.edge.log.SqliteEventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path root;

    private final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
    private final List<EventLog> logs = new ArrayList<>();
    private final List<Instant> rings = new ArrayList<>();
    private EventLog log;
    private Alarm.Handler behaviour = now -> Alarm.Outcome.over();
    private Alarm alarm;

    @BeforeEach
    void setUp() {
        log = open(root.resolve("log.db"));
        alarm = alarmOf(log);
    }

    @AfterEach
    void tearDown() {
        logs.forEach(EventLog::close);
    }

    private EventLog open(Path file) {
        EventLog opened =
                SqliteEventLog.open(file, "log", 1, LogLimits.ofLogBytes(1 << 20), clock, (reason, cause) -> {});
        logs.add(opened);
        return opened;
    }

    private Alarm alarmOf(EventLog of) {
        return new Alarm("test", of, clock, now -> {
            rings.add(now);
            return behaviour.ring(now);
        });
    }

    /** What a process that is killed now leaves, opened by the next one. */
    private Alarm afterAKill() throws Exception {
        Path copy = Files.createTempDirectory(root, "killed");
        Files.copy(root.resolve("log.db"), copy.resolve("log.db"));
        Files.copy(root.resolve("log.db-wal"), copy.resolve("log.db-wal"));
        return alarmOf(open(copy.resolve("log.db")));
    }

    private void ticksUntil(Duration later, Alarm ticked) {
        Instant end = clock.instant().plus(later);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofSeconds(1));
            ticked.tick();
        }
    }

    @Test
    void set_firesOnceAtItsTimeAndNotBefore() {
        alarm.set(clock.instant().plus(HOUR));

        ticksUntil(HOUR.minusSeconds(1), alarm);
        assertThat(rings).isEmpty();
        ticksUntil(HOUR, alarm);
        assertThat(rings).containsExactly(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(alarm.due()).isEmpty();
    }

    @Test
    void setAnew_theLastTimeCounts() {
        alarm.set(clock.instant().plus(HOUR));
        alarm.set(clock.instant().plusSeconds(5));
        alarm.setUnlessSet(clock.instant());

        ticksUntil(HOUR.multipliedBy(2), alarm);
        assertThat(rings).containsExactly(Instant.parse("2026-03-01T10:00:05Z"));
    }

    @Test
    void killedBeforeItsTime_firesInTheNextProcess() throws Exception {
        alarm.set(clock.instant().plus(HOUR));
        Alarm next = afterAKill();
        assertThat(next.due()).contains(Instant.parse("2026-03-01T11:00:00Z"));

        ticksUntil(HOUR, next);
        assertThat(rings).hasSize(1);
    }

    @Test
    void killedBetweenFiringAndBeingSetAnew_firesAgain() throws Exception {
        List<Alarm> next = new ArrayList<>();
        behaviour = now -> {
            if (next.isEmpty()) {
                next.add(copied());
            }
            return Alarm.Outcome.again(now.plus(HOUR));
        };
        alarm.set(clock.instant());
        alarm.tick();
        assertThat(rings).hasSize(1);

        next.get(0).tick();
        assertThat(rings).hasSize(2);
        next.get(0).tick();
        assertThat(rings).as("it was set anew").hasSize(2);
    }

    private Alarm copied() {
        try {
            return afterAKill();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void killedAfterItWasDone_doesNotFireAgain() throws Exception {
        alarm.set(clock.instant());
        alarm.tick();

        ticksUntil(HOUR, afterAKill());
        assertThat(rings).hasSize(1);
    }

    @Test
    void handlerFails_isTriedAgainEachTimeTwiceAsLateUpToFiveMinutes() {
        behaviour = now -> {
            if (rings.size() % 2 == 0) {
                throw new IllegalStateException("on purpose");
            }
            return Alarm.Outcome.failed();
        };
        alarm.set(clock.instant());
        alarm.tick();
        ticksUntil(Duration.ofMinutes(20), alarm);

        List<Long> pauses = new ArrayList<>();
        for (int ring = 1; ring < rings.size(); ring++) {
            pauses.add(Duration.between(rings.get(ring - 1), rings.get(ring)).toSeconds());
        }
        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void handlerSucceedsAfterFailures_theNextFailureIsTriedAgainSoon() {
        behaviour = now -> rings.size() == 3 ? Alarm.Outcome.again(now) : Alarm.Outcome.failed();
        alarm.set(clock.instant());
        ticksUntil(Duration.ofSeconds(20), alarm);

        assertThat(rings)
                .extracting(time -> time.atZone(clock.getZone()).getSecond())
                .containsExactly(1, 3, 7, 8, 10, 14);
    }

    @Test
    void timeCantBeKept_firesAgain() {
        alarm.set(clock.instant());
        log.close();
        alarm.tick();
        ticksUntil(Alarm.FIRST_RETRY, alarm);

        assertThat(rings).hasSize(2);
        assertThatThrownBy(() -> alarm.set(clock.instant())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void clockSetBack_firesAtOnceInsteadOfYearsLater() {
        alarm.set(clock.instant().plus(HOUR));
        clock.advance(Duration.ofDays(-1_000));

        alarm.tick();
        assertThat(rings).hasSize(1);
    }
}
