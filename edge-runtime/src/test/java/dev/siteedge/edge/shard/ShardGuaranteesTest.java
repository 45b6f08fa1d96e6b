package dev.siteedge.edge.shard;

import static dev.siteedge.edge.event.Events.SITE;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.LogFullException;
import dev.siteedge.edge.log.Routed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a shard has in common with a Durable Object, guarantee by guarantee. */
@Timeout(60)
class ShardGuaranteesTest {
    private static final long T0 = 1_772_359_200_000L;
    private static final long HOUR = 3_600_000;

    private final ManualLog log = new ManualLog();
    private final List<String> stops = Collections.synchronizedList(new ArrayList<>());
    private Shards shards;

    @BeforeEach
    void start() {
        shards = new Shards(log, 4, 2, (reason, cause) -> stops.add(reason));
        shards.start();
    }

    @AfterEach
    void stop() {
        shards.close();
    }

    private CompletableFuture<Void> submit(Event... events) {
        List<Routed> routed = new ArrayList<>();
        for (Event event : events) {
            routed.add(new Routed(1, event));
        }
        return shards.submit(routed);
    }

    private List<String> drainedIds() {
        return shards.drain().rows().stream().map(row -> row.event().id()).toList();
    }

    private static List<Routed> thousand(int shard) {
        return Collections.nCopies(1_000, new Routed(shard, pageview("same", 1, "/")));
    }

    @Test
    void singleOwner_anyOtherThreadIsRefused() throws Exception {
        Shard shard = new Shard(new Recovered());
        shard.apply(1, T0, new Routed(0, pageview("a", 1, "/")));
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        Thread stranger = new Thread(() -> shard.apply(2, T0, new Routed(0, pageview("b", 1, "/"))), "stranger");
        stranger.setUncaughtExceptionHandler((thread, failure) -> refusal.set(failure));
        stranger.start();
        stranger.join();

        assertThat(refusal.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("used by stranger");
        assertThat(shard.apply(2, T0, new Routed(0, pageview("b", 1, "/")))).isNotNull();
    }

    @Test
    void singleThread_manyCallersOfOneShard_foldInLogOrder() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(submit(pageview("id" + i, 1, "/")));
        }
        log.commitAll(T0);

        List<Row> rows = shards.drain().rows();
        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(rows).extracting(Row::position).isSorted().hasSize(500);
        assertThat(rows)
                .extracting(row -> row.visit().session())
                .as("one session")
                .containsOnly(rows.get(0).visit().session());
        assertThat(stops).isEmpty();
    }

    @Test
    void outputGate_nothingIsVisibleAnywhereBeforeItIsDurable() {
        CompletableFuture<Void> view = submit(pageview("a", 1, "/"));
        CompletableFuture<Void> shown = submit(exposure("x", "v:1", "bold"));

        assertThat(drainedIds()).isEmpty();
        assertThat(shards.count(SITE, "hero", "1", "signup")).isEmpty();
        assertThat(view).isNotDone();
        assertThat(shown).isNotDone();

        log.commit(T0);
        assertThat(view).isCompleted();
        assertThat(shown).isNotDone();
        assertThat(shards.count(SITE, "hero", "1", "signup")).isEmpty();

        log.commit(T0);
        assertThat(shown).isCompleted();
        assertThat(shards.count(SITE, "hero", "1", "signup")).isEqualTo(Map.of("bold", new VariantCounts(1, 0, 0, 0)));
        assertThat(drainedIds()).containsExactly("a", "x");
    }

    @Test
    void outputGate_failedWrite_isNeverVisible() {
        CompletableFuture<Void> refused = submit(pageview("a", 1, "/"));
        log.refuse(new LogFullException("the log is full"));

        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(OverloadedException.class)
                .hasMessageContaining("the log is full");
        assertThat(drainedIds()).isEmpty();
    }

    @Test
    void duplicate_isAnsweredNoSoonerThanTheFirstCopyIsDurable() {
        CompletableFuture<Void> first = submit(pageview("a", 1, "/"));
        CompletableFuture<Void> copy = submit(pageview("a", 1, "/"));
        assertThat(copy).isNotDone();

        log.commit(T0);
        assertThat(first).isCompleted();
        log.commit(T0);
        assertThat(copy).isCompleted();
        assertThat(drainedIds()).containsExactly("a");
    }

    @Test
    void duplicate_ofACopyThatWasRefused_counts() {
        submit(pageview("a", 1, "/"));
        log.refuse(new LogFullException("the log is full"));
        submit(pageview("a", 1, "/"));
        log.commit(T0);

        assertThat(drainedIds()).containsExactly("a");
    }

    @Test
    void deduplication_remembersAnIdForOneHourOfLoggedTime() {
        submit(pageview("a", 1, "/"), pageview("b", 1, "/"));
        log.commit(T0);
        submit(pageview("a", 1, "/"));
        log.commit(T0 + HOUR);
        submit(pageview("b", 1, "/"));
        log.commit(T0 + HOUR + 1);

        assertThat(drainedIds()).containsExactly("a", "b", "b");
    }

    @Test
    void deduplication_sameIdOfAnotherTypeSiteOrExperiment_isAnotherEvent() {
        Exposure other = new Exposure("a", SITE, "footer", "1", "v:1", "big");
        submit(pageview("a", 1, "/"), exposure("a", "v:1", "bold"), other);
        log.commit(T0);

        assertThat(drainedIds()).containsExactly("a", "a", "a");
    }

    @Test
    void boundedMailbox_overload_isRefusedBeforeLoggingAndEndsWhenRowsAreTaken() {
        for (int i = 0; i < 200; i++) {
            shards.submit(thousand(1));
        }
        int logged = log.waiting();

        CompletableFuture<Void> tooMuch = submit(pageview("z", 1, "/"));
        assertThatThrownBy(tooMuch::join)
                .hasCauseInstanceOf(OverloadedException.class)
                .hasMessageContaining("too many events");
        assertThat(log.waiting()).as("nothing was logged").isEqualTo(logged);

        log.commitAll(T0);
        shards.drain();
        assertThat(submit(pageview("z", 1, "/"))).isNotCompletedExceptionally();
    }

    @Test
    void boundedMailbox_whatCanNotBeLogged_takesNoRoomForGood() {
        for (int i = 0; i < 201; i++) {
            assertThatThrownBy(() -> shards.submit(thousand(99)).join())
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shard is wrong: 99; 0 to 3");
        }
        for (int i = 0; i < 201; i++) {
            shards.submit(thousand(1));
            log.refuse(new LogFullException("full"));
        }

        assertThat(submit(pageview("z", 1, "/"))).isNotCompletedExceptionally();
    }

    @Test
    void closing_refusesNewEventsBeforeLogging() {
        shards.refuse();

        assertThatThrownBy(() -> submit(pageview("a", 1, "/")).join()).hasCauseInstanceOf(OverloadedException.class);
        assertThat(log.waiting()).isZero();
    }

    @Test
    void failStop_brokenFold_stopsTheProcess() throws Exception {
        ShardWorker worker = new ShardWorker(
                "w", Map.of(0, new Shard(new Recovered())), new Permits(10, 10), (reason, cause) -> stops.add(reason));
        worker.start();
        worker.fold(T0, List.of(new Batch.Logged(1, 10, new Routed(3, pageview("a", 1, "/")))));

        assertThatThrownBy(() -> worker.drain().join()).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(stops).containsExactly("a shard broke while folding");
    }
}
