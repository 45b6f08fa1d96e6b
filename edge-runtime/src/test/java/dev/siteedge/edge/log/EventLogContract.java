package dev.siteedge.edge.log;

import static dev.siteedge.edge.log.Logs.entries;
import static dev.siteedge.edge.log.Logs.ids;
import static dev.siteedge.edge.log.Logs.positions;
import static dev.siteedge.edge.log.Logs.view;
import static dev.siteedge.edge.log.Logs.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every log promises. */
abstract class EventLogContract {
    @TempDir
    Path folder;

    final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
    final List<String> stops = new ArrayList<>();
    EventLog log;

    /** Opens the log of {@link #folder}, or makes it with this id and first position. */
    abstract EventLog open(String logId, long start, LogLimits limits);

    @BeforeEach
    void openLog() {
        log = open("log-1", 1, Logs.ROOMY);
    }

    @AfterEach
    void closeLog() {
        log.close();
        assertThat(stops).isEmpty();
    }

    void reopen(LogLimits limits) {
        log.close();
        log = open("log-2", 1_000_000, limits);
    }

    @Test
    void append_answersThePositionOfTheFirstEntryAndNumbersTheRest() {
        assertThat(log.append(views(1, 3)).join()).isEqualTo(1);
        assertThat(log.append(views(4, 4)).join()).isEqualTo(4);
        assertThat(log.nextPosition()).isEqualTo(5);
        assertThat(positions(log)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(ids(log)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void timeOfALateEvent_isKeptAndNeverAfterItWasReceived() {
        long received = clock.millis();
        log.append(List.of(view("live"), at("late", received - 1_000), at("ahead", received + 1_000)))
                .join();
        reopen(Logs.ROOMY);

        assertThat(entries(log, 1))
                .extracting(logged -> (Routed) logged.entry())
                .containsExactly(view("live"), at("late", received - 1_000), at("ahead", received + 1_000))
                .extracting(routed -> routed.time(received))
                .containsExactly(received, received - 1_000, received);
    }

    private static Routed at(String id, long at) {
        return new Routed(7, view(id).event(), at);
    }

    @Test
    void read_fromWithinABatch_beginsThere() {
        log.append(views(1, 5)).join();
        log.append(views(6, 8)).join();

        assertThat(entries(log, 4)).extracting(Batch.Logged::position).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(entries(log, 9)).isEmpty();
    }

    @Test
    void reopened_holdsTheSameEntriesAndGoesOn() {
        log.append(List.of(view("a"), view("b"))).join();
        log.append(List.of(new Cut(1, 2, 5))).join();
        log.append(List.of(new Erased("example.com", "receipt"))).join();
        List<Batch.Logged> before = entries(log, 1);
        long bytes = log.bytes();

        reopen(Logs.ROOMY);

        assertThat(entries(log, 1)).isEqualTo(before);
        assertThat(log.bytes())
                .isEqualTo(bytes)
                .isEqualTo(before.stream().mapToLong(Batch.Logged::bytes).sum());
        assertThat(log.id()).isEqualTo("log-1");
        assertThat(log.append(views(4, 4)).join()).isEqualTo(5);
    }

    @Test
    void delivered_isWhatReadAnswersLater() {
        List<Batch> delivered = new ArrayList<>();
        log.deliverTo(delivered::add);
        log.append(views(1, 3)).join();
        clock.advance(Duration.ofSeconds(1));
        log.append(views(4, 4)).join();

        List<Batch> read = new ArrayList<>();
        log.read(1, read::add);
        assertThat(delivered).hasSize(2).isEqualTo(read);
    }

    @Test
    void append_isDeliveredBeforeItIsAnswered() {
        List<Long> delivered = new ArrayList<>();
        log.deliverTo(batch -> delivered.add(batch.last()));

        assertThat(log.append(views(1, 2)).thenApply(position -> List.copyOf(delivered)))
                .succeedsWithin(Duration.ofSeconds(30))
                .isEqualTo(List.of(2L));
    }

    @Test
    void received_neverGoesBackEvenOverARestart() {
        log.append(views(1, 1)).join();
        clock.advance(Duration.ofHours(-2));
        log.append(views(2, 2)).join();
        log.trim(2).join();
        reopen(Logs.ROOMY);
        log.append(views(3, 3)).join();
        clock.set("2026-03-01T10:00:05Z");
        log.append(views(4, 4)).join();

        List<Instant> times = new ArrayList<>();
        log.read(1, batch -> times.add(Instant.ofEpochMilli(batch.received())));
        assertThat(times).containsExactly(Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-01T10:00:05Z"));
    }

    @Test
    void trim_removesWhatIsAskedAndNoMore() {
        log.append(views(1, 2)).join();
        log.append(views(3, 5)).join();
        log.append(views(6, 7)).join();

        log.trim(0).join();
        assertThat(positions(log)).hasSize(7);
        log.trim(4).join();
        assertThat(positions(log)).as("a batch is trimmed whole, never early").containsExactly(3L, 4L, 5L, 6L, 7L);
        log.trim(5).join();
        assertThat(positions(log)).containsExactly(6L, 7L);
        log.trim(1_000).join();
        assertThat(positions(log)).isEmpty();
        assertThat(log.bytes()).isZero();
    }

    @Test
    void positions_neverStartAgainAfterATrim() {
        log.append(views(1, 3)).join();
        log.trim(3).join();
        assertThat(log.append(views(4, 4)).join()).isEqualTo(4);
        log.trim(4).join();

        reopen(Logs.ROOMY);

        assertThat(log.nextPosition()).isEqualTo(5);
        assertThat(log.append(views(5, 6)).join()).isEqualTo(5);
    }

    @Test
    void emptyFolder_beginsWhereItIsToldUnderTheGivenId() {
        reopen(Logs.ROOMY);
        assertThat(log.nextPosition()).as("an existing log keeps its own").isEqualTo(1);

        try (EventLog other = open("log-9", 42, Logs.ROOMY, "other")) {
            assertThat(other.id()).isEqualTo("log-9");
            assertThat(other.append(views(1, 2)).join()).isEqualTo(42);
            assertThat(positions(other)).containsExactly(42L, 43L);
        }
    }

    /** Like {@link #open(String, long, LogLimits)}, in a folder of that name. */
    abstract EventLog open(String logId, long start, LogLimits limits, String other);

    @Test
    void logIsFull_refusesWithTheLimitAndTakesEventsAgainAfterATrim() {
        log.append(views(1, 10)).join();
        LogLimits tight = LogLimits.ofLogBytes(log.bytes() + 10);
        reopen(tight);

        assertThatThrownBy(() -> log.append(views(11, 11)).join())
                .hasCauseInstanceOf(LogFullException.class)
                .hasMessageContaining("collect.max_log_bytes is " + tight.maxLogBytes());
        assertThat(log.nextPosition()).isEqualTo(11);
        assertThat(log.append(List.of(new Cut(1, 10, 1))).join())
                .as("a cut always has room, or the log could never be trimmed")
                .isEqualTo(11);
        assertThat(log.append(List.of(new Erased("example.com", "receipt"))).join())
                .isEqualTo(12);
        log.trim(12).join();
        assertThat(log.append(views(13, 13)).join()).isEqualTo(13);
    }

    @Test
    void purge_forgetsAsATrimDoesAndKeepsTheRest() {
        log.append(views(1, 3)).join();
        log.append(views(4, 5)).join();
        log.note("key", "value").join();

        log.purge(3).join();
        assertThat(ids(log)).containsExactly("4", "5");
        assertThat(log.note("key")).isEqualTo("value");
        assertThat(log.append(views(6, 6)).join()).isEqualTo(6);
        reopen(Logs.ROOMY);
        assertThat(ids(log)).containsExactly("4", "5", "6");
    }

    @Test
    void queueIsFull_refusesBeforeAnythingIsLogged() {
        reopen(new LogLimits(2, 1 << 20, 1L << 40));

        CompletableFuture<Long> tooMany = log.append(views(1, 3));
        assertThatThrownBy(tooMany::join).hasCauseInstanceOf(LogFullException.class);
        assertThat(log.append(views(1, 2)).join()).isEqualTo(1);
        assertThat(ids(log)).containsExactly("1", "2");
    }

    @Test
    void note_isKeptOverARestartAndATrim() {
        assertThat(log.note("committed")).isEmpty();
        log.note("committed", "12").join();
        log.note("committed", "13").join();
        log.trim(100).join();
        reopen(Logs.ROOMY);

        assertThat(log.note("committed")).isEqualTo("13");
    }

    @Test
    void closed_refusesEveryCallThatWrites() {
        log.append(views(1, 1)).join();
        log.close();

        for (CompletableFuture<?> late : List.of(log.append(views(2, 2)), log.trim(1), log.note("a", "b"))) {
            assertThatThrownBy(() -> late.get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LogStoppedException.class);
        }
        log = open("log-2", 50, Logs.ROOMY);
        assertThat(ids(log)).containsExactly("1");
    }

    @Test
    void manyThreads_everyEntryIsThereOnceUnderThePositionItWasAnswered() {
        List<CompletableFuture<Long>> answers = LongStream.rangeClosed(1, 2_000)
                .parallel()
                .mapToObj(id -> log.append(List.of(view(Long.toString(id)))))
                .toList();
        List<Long> positions = answers.stream().map(CompletableFuture::join).toList();

        List<String> logged = ids(log);
        assertThat(positions(log))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2_000).boxed().toList());
        for (int id = 1; id <= 2_000; id++) {
            assertThat(logged.get(Math.toIntExact(positions.get(id - 1) - 1))).isEqualTo(Integer.toString(id));
        }
    }
}
