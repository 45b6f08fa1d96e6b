package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.allocation;
import static dev.siteedge.edge.event.Events.custom;
import static dev.siteedge.edge.event.Events.engagement;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.goal;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.log.DataFolderException;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.query.Granularity;
import dev.siteedge.edge.query.MetricsAnswer.Summary;
import dev.siteedge.edge.query.MetricsAnswer.Visits;
import dev.siteedge.edge.query.MetricsQuery;
import dev.siteedge.edge.query.Queries;
import dev.siteedge.edge.query.Queries.Tally;
import dev.siteedge.edge.query.Realtime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DataPlaneTest {
    @TempDir
    Path root;

    private NodeDriver nodes;

    @BeforeEach
    void setUp() {
        nodes = new NodeDriver(root);
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    private void visits(DataPlane node) {
        submit(node, pageview("a", 1, "/"), pageview("b", 2, "/"));
        nodes.clock.advance(Duration.ofMinutes(1));
        submit(node, pageview("c", 1, "/x"), custom("d", 1, "", "signup"), engagement("e", 1, 5_000));
    }

    @Test
    void submitted_countsAtOnceAndTheSameAfterTheFlush() {
        DataPlane node = nodes.open("n");
        visits(node);

        assertThat(day(node).summary()).isEqualTo(new Summary(3, 4, 2, 2));
        assertThat(node.flushNow()).isTrue();
        assertThat(day(node).summary()).isEqualTo(new Summary(3, 4, 2, 2));
        assertThat(day(node).complete()).isTrue();
        assertThat(node.queries().sites()).containsExactly(Events.SITE);
    }

    @Test
    void sessions_sayHowLongTheyWereAndWhereTheyEnded() {
        DataPlane node = nodes.open("n");
        assertThat(day(node).visits()).isEqualTo(new Visits(null, null));
        visits(node);

        assertThat(day(node).visits()).isEqualTo(new Visits(0.5, 30.0));
        MetricsQuery whole = new MetricsQuery(
                Events.SITE,
                NodeDriver.DAY,
                NodeDriver.DAY.plus(Duration.ofDays(1)),
                Granularity.DAY,
                ZoneOffset.UTC,
                List.of());
        assertThat(node.queries().top(whole, "visit:exit_page", 5)).containsExactly(new Queries.Row("/", 2, 3, 4));
        submit(node, pageview("f", 1, "/x"));
        node.flushNow();
        assertThat(node.queries().top(whole, "visit:exit_page", 5))
                .containsExactly(new Queries.Row("/", 1, 1, 1), new Queries.Row("/x", 1, 3, 4));
        assertThat(node.queries().top(whole, "visit:entry_page", 5))
                .extracting(Queries.Row::value)
                .containsExactly("/");
    }

    @Test
    void whatHappensNow_isThereAtOnceAndAfterARestart() {
        DataPlane node = nodes.open("n");
        visits(node);
        submit(node, exposure("x1", "v:1", "bold"));

        Realtime now = node.queries().realtime(Events.SITE, nodes.clock.instant());
        assertThat(now.visitors()).isEqualTo(2);
        assertThat(now.minutes()).hasSize(30).endsWith(new Realtime.Minute(nodes.clock.instant(), 1, 2, 0));
        assertThat(now.minutes().get(28).sessions()).isEqualTo(2);
        assertThat(now.top().get("path")).containsExactly(new Realtime.Value("/", 3), new Realtime.Value("/x", 1));
        assertThat(now.top().get("variant")).containsExactly(new Realtime.Value("hero=bold", 1));

        node.flushNow();
        DataPlane restarted = nodes.open(nodes.killed("n", "copy"));
        assertThat(restarted.queries().realtime(Events.SITE, nodes.clock.instant()))
                .isEqualTo(now);
        nodes.clock.advance(Duration.ofMinutes(5));
        assertThat(restarted
                        .queries()
                        .realtime(Events.SITE, nodes.clock.instant())
                        .visitors())
                .isZero();
    }

    @Test
    void duplicateId_countsOnceBeforeAndAfterARestart() {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, "/"));
        submit(node, pageview("a", 1, "/"));
        node.flushNow();
        submit(node, pageview("b", 1, "/"));

        DataPlane restarted = nodes.open(nodes.killed("n", "copy"));
        submit(restarted, pageview("a", 1, "/"), pageview("b", 1, "/"), pageview("c", 1, "/"));

        assertThat(day(restarted).summary()).isEqualTo(new Summary(3, 3, 1, 1));
    }

    @Test
    void experiment_countsUnitsOnceAndConversionsOnlyAfterExposure() {
        DataPlane node = nodes.open("n");
        submit(node, goal("g0", "v:1", "signup"), exposure("x1", "v:1", "bold"), exposure("x2", "v:1", "bold"));
        submit(node, exposure("x3", "v:2", "bold"), goal("g1", "v:2", "signup"), goal("g2", "v:2", "signup"));
        submit(node, allocation("x4", "u:3", "control"), goal("g3", "u:3", "other"));
        Map<String, Tally> expected = Map.of("bold", new Tally(2, 0, 1), "control", new Tally(1, 1, 0));

        assertThat(node.queries().tally(Events.SITE, "hero", "1", "signup")).isEqualTo(expected);
        node.flushNow();
        DataPlane restarted = nodes.open(nodes.killed("n", "copy"));
        assertThat(restarted.queries().tally(Events.SITE, "hero", "1", "signup"))
                .isEqualTo(expected);
    }

    @Test
    void dataFolderInUse_secondNodeIsRefusedInOneLine() {
        nodes.open("n");

        assertThatThrownBy(() -> nodes.open("n"))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("in use")
                .hasMessageContaining(nodes.path("n").toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    @Timeout(30)
    void tenThousandEventsOf32Threads_areAllCounted() throws Exception {
        DataPlane node = nodes.open("n");
        ExecutorService threads = Executors.newFixedThreadPool(32);
        List<Callable<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 32; client++) {
            int number = client;
            clients.add(() -> {
                for (int i = number; i < 10_000; i += 32) {
                    node.intake()
                            .submit(List.of(new Routed(i % 64, pageview("id" + i, i % 500, "/p" + i % 7))))
                            .join();
                }
                return null;
            });
        }
        try {
            for (Future<Void> done : threads.invokeAll(clients)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(day(node).summary().pageviews()).isEqualTo(10_000);
        node.flushNow();
        assertThat(day(node).summary().pageviews()).isEqualTo(10_000);
    }

    @Test
    @Timeout(60)
    void queriesWhileFlushesRun_missNothingAndCountNothingTwice() throws Exception {
        DataPlane node = nodes.open("n");
        AtomicLong acknowledged = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> collecting = threads.submit(() -> {
                for (int i = 0; i < 400; i++) {
                    submit(node, pageview("id" + i, i % 9, "/"));
                    acknowledged.incrementAndGet();
                }
            });
            Future<?> flushing = threads.submit(() -> {
                while (!collecting.isDone()) {
                    node.flushNow();
                }
            });
            while (!collecting.isDone()) {
                long before = acknowledged.get();
                long counted = day(node).summary().pageviews();
                assertThat(counted).isBetween(before, acknowledged.get() + 1);
            }
            collecting.get();
            flushing.get();
        } finally {
            threads.shutdown();
        }
        assertThat(day(node).summary().pageviews()).isEqualTo(400);
        assertThat(day(node).summary().sessions()).isEqualTo(9);
    }

    @Test
    @Timeout(60)
    void clockSetBack_theFlushGoesOn() throws Exception {
        DataPlane.Settings often = nodes.settings("n");
        DataPlane node = nodes.open(new DataPlane.Settings(
                often.folder(),
                1,
                Duration.ofSeconds(30),
                Long.MAX_VALUE,
                often.store(),
                often.maxLogBytes(),
                often.cacheBytes(),
                often.queryBytes(),
                often.retentionDays(),
                often.retentionDaysBySite(),
                often.zoneBySite(),
                often.clock(),
                often.failStop()));
        submit(node, pageview("a", 1, "/"));
        nodes.clock.advance(Duration.ofDays(-1));

        // The upkeep's own timer runs by the real clock, once a second.
        while (StoredRows.keys(nodes.objects).isEmpty()) {
            assertThat(Thread.currentThread().isInterrupted()).as("timed out").isFalse();
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("a");
    }

    private void assertRefusedInOneLine(String folder, String... words) {
        assertThatThrownBy(() -> nodes.open(folder))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void damagedFiles_areNamedInOneLine() throws Exception {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, "/"));
        node.flushNow();
        String copy = nodes.killed("n", "copy");
        Files.writeString(nodes.path(copy).resolve("log.db"), "this is no database, and long enough to be looked at");
        Files.delete(nodes.path(copy).resolve("log.db-wal"));
        assertRefusedInOneLine(copy, "The log is damaged", "log.db", "Restore the data folder");

        String other = nodes.killed("n", "other");
        Files.writeString(nodes.path(other).resolve("manifest.json"), "{\n  torn");
        nodes.objects.away(true);
        assertRefusedInOneLine(other, "The manifest can't be used", "manifest.json");
        nodes.objects.away(false);
        nodes.open(other);
        assertThat(nodes.stops).isEmpty();
    }

    @Test
    void manifestOfANewerVersion_isRefusedInOneLine() {
        nodes.objects.putIfAbsent(
                "manifest/local.json",
                "{\"version\":2,\"logId\":\"x\",\"epoch\":1,\"position\":0,\"files\":[]}"
                        .getBytes(StandardCharsets.UTF_8));

        assertRefusedInOneLine("n", "manifest/local.json", "version 2", "up to 1");
    }

    @Test
    void storeFolderIsAFile_isRefusedInOneLine() throws Exception {
        DataPlane.Settings settings = nodes.settings("n");
        Files.createDirectories(settings.folder());
        Files.writeString(settings.folder().resolve("store"), "x");

        assertThatThrownBy(() -> DataPlane.open(settings))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("The store can't be used")
                .hasMessageContaining(settings.folder().resolve("store").toString());
    }
}
