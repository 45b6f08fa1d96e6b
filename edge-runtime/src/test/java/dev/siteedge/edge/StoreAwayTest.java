package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.SITE;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.goal;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.query.MetricsAnswer;
import dev.siteedge.edge.query.Queries.Tally;
import dev.siteedge.edge.shard.OverloadedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Collecting and answering while the store does not, and recovery from it alone. */
@Timeout(120)
class StoreAwayTest {
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

    private void flushEach(DataPlane node, String... ids) {
        for (String id : ids) {
            submit(node, pageview(id, id.hashCode(), "/"));
            node.flushNow();
        }
    }

    private void emptyTheCache(String folder) throws IOException {
        try (Stream<Path> files = Files.list(nodes.path(folder).resolve("cache"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void storeAway_collectsAndCountsAllWhatIsOnTheLocalDisk() throws Exception {
        DataPlane node = nodes.open("n");
        flushEach(node, "a", "b");
        nodes.objects.away(true);
        flushEach(node, "c", "d");
        submit(node, pageview("e", 1, "/"));

        assertThat(day(node).summary().pageviews()).isEqualTo(5);
        assertThat(day(node).complete()).isTrue();
        assertThat(node.health().storeUpToDate()).isFalse();
        assertThat(node.health().uncommittedCuts()).isEqualTo(2);
        assertThat(node.health().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("no answer"));

        DataPlane restarted = nodes.open(nodes.killed("n", "copy"));
        assertThat(day(restarted).summary().pageviews()).isEqualTo(5);
        assertThat(day(restarted).complete()).isTrue();
        nodes.objects.away(false);
        assertThat(restarted.flushNow()).isTrue();
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("a", "b", "c", "d", "e");
        assertThat(restarted.health().storeUpToDate()).isTrue();
    }

    @Test
    void storeAwayAndNotCached_answersTheRestAndNamesWhatIsMissing() throws Exception {
        DataPlane node = nodes.open("n");
        flushEach(node, "a", "b", "c");
        String copy = nodes.killed("n", "copy");
        emptyTheCache(copy);
        nodes.objects.away(true);
        DataPlane restarted = nodes.open(copy);
        submit(restarted, pageview("d", 1, "/"));

        MetricsAnswer answer = day(restarted);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.missing())
                .isEqualTo(List.of("l0/local/1-1-1.parquet", "l0/local/1-2-3.parquet", "l0/local/1-4-5.parquet"));
        assertThat(answer.summary().pageviews()).isEqualTo(1);
        int before = nodes.objects.reads();
        day(restarted);
        assertThat(nodes.objects.reads() - before)
                .as("a store that is away is asked once")
                .isEqualTo(1);

        nodes.objects.away(false);
        assertThat(day(restarted).complete()).isTrue();
        assertThat(day(restarted).summary().pageviews()).isEqualTo(4);
    }

    @Test
    void damagedObject_isMissingRatherThanBelieved() throws Exception {
        DataPlane node = nodes.open("n");
        flushEach(node, "a", "b");
        nodes.objects.damage("l0/local/1-1-1.parquet");

        DataPlane empty = nodes.open("empty");
        assertThat(day(empty).missing()).containsExactly("l0/local/1-1-1.parquet");
        assertThat(day(empty).summary().pageviews()).isEqualTo(1);
        assertThat(empty.health().missing())
                .as("the state comes from the snapshot")
                .isEmpty();
    }

    @Test
    void storeAwayAndTheFolderIsNew_collectsAndSaysThatHistoryIsUnknown() throws Exception {
        nodes.objects.away(true);
        DataPlane node = nodes.open("n");
        flushEach(node, "a");
        assertThat(day(node).summary().pageviews()).isEqualTo(1);
        assertThat(day(node).missing()).containsExactly("manifest/local.json");

        nodes.objects.away(false);
        assertThat(node.flushNow()).isTrue();
        assertThat(day(node).complete()).isTrue();
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("a");
        assertThat(nodes.stops).isEmpty();
    }

    @Test
    void storeAwayAndTheFolderIsNew_storeHoldsAnotherLog_stopsAndGoesOnBehindItAfterARestart() throws Exception {
        flushEach(nodes.open("first"), "a", "b");
        nodes.objects.away(true);
        DataPlane node = nodes.open("n");
        flushEach(node, "c", "b");
        nodes.objects.away(false);

        assertThat(node.flushNow()).isFalse();
        assertThat(nodes.stops).singleElement().asString().contains("went on without this data folder; restart");
        DataPlane restarted = nodes.open(nodes.killed("n", "copy"));
        assertThat(restarted.flushNow()).isTrue();
        assertThat(StoredRows.ids(nodes.objects))
                .as("b is known as a duplicate now")
                .containsExactly("a", "b", "c");
        assertThat(day(restarted).summary().pageviews()).isEqualTo(3);
    }

    @Test
    void storeHangs_eventsGoOnBeingTaken() {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, "/"));
        CountDownLatch opened = new CountDownLatch(1);
        nodes.objects.hangUntil(opened);
        Thread flush = new Thread(node::flushNow);
        flush.start();
        try {
            for (int i = 0; i < 260; i++) {
                takeThousand(node, i);
            }
            assertThat(day(node).summary().pageviews()).isEqualTo(260_001);
        } finally {
            opened.countDown();
        }
    }

    /** As a client does: on 503 it tries again. */
    private static void takeThousand(DataPlane node, int number) {
        List<Routed> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.add(new Routed(i % 64, pageview(number + "-" + i, i % 64, "/")));
        }
        boolean taken = false;
        while (!taken) {
            try {
                node.intake().submit(events).join();
                taken = true;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(OverloadedException.class);
                assertThat(Thread.currentThread().isInterrupted())
                        .as("timed out")
                        .isFalse();
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    @Test
    void emptyFolder_recoversMetricsExperimentsAndIdsFromTheStoreAlone() throws Exception {
        DataPlane node = nodes.open("n");
        flushEach(node, "a", "b");
        submit(node, exposure("x1", "v:1", "bold"), exposure("x2", "v:2", "control"), goal("g", "v:1", "signup"));
        submit(node, pageview("c", "a".hashCode(), "/x"));
        node.flushNow();
        submit(node, pageview("lost", 5, "/"));
        MetricsAnswer before = day(node);
        long position = StoredRows.manifest(nodes.objects).get("position").asLong();
        String log = StoredRows.manifest(nodes.objects).get("logId").asText();

        DataPlane empty = nodes.open("empty");

        MetricsAnswer after = day(empty);
        assertThat(after.summary().pageviews()).isEqualTo(before.summary().pageviews() - 1);
        assertThat(after.summary().sessions()).isEqualTo(before.summary().sessions() - 1);
        assertThat(after.complete()).isTrue();
        assertThat(empty.queries().tally(SITE, "hero", "1", "signup"))
                .isEqualTo(Map.of("bold", new Tally(1, 0, 1), "control", new Tally(1, 0, 0)));

        submit(empty, pageview("b", "b".hashCode(), "/"), goal("g2", "v:1", "signup"), exposure("x1", "v:1", "bold"));
        submit(empty, pageview("d", "a".hashCode(), "/y"), goal("g3", "v:2", "signup"));
        assertThat(day(empty).summary().pageviews()).as("b is known").isEqualTo(4);
        assertThat(day(empty).summary().sessions())
                .as("d belongs to the open session of a")
                .isEqualTo(2);
        assertThat(empty.queries().tally(SITE, "hero", "1", "signup"))
                .isEqualTo(Map.of("bold", new Tally(1, 0, 1), "control", new Tally(1, 0, 1)));

        assertThat(empty.flushNow()).isTrue();
        assertThat(StoredRows.manifest(nodes.objects).get("logId").asText()).isNotEqualTo(log);
        assertThat(StoredRows.keys(nodes.objects).get(3))
                .as("positions go on behind the store")
                .startsWith("l0/local/2-" + (position + 1) + "-");
    }
}
