package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.goal;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.query.Granularity;
import dev.siteedge.edge.query.MetricsQuery;
import dev.siteedge.edge.query.Queries.Tally;
import dev.siteedge.edge.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start takes the state from the last snapshot and folds what came after it, from the log or from the store. */
class SnapshotTest {
    private static final Map<String, Tally> BOTH = Map.of("bold", new Tally(2, 0, 1), "control", new Tally(1, 0, 1));

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

    private DataPlane nodeWithTwoFlushes() {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, "/"), exposure("x1", "v:1", "bold"), exposure("x2", "v:2", "control"));
        node.flushNow();
        nodes.clock.advance(Duration.ofMinutes(1));
        submit(node, pageview("b", 1, "/b"), exposure("x3", "v:3", "bold"), goal("g1", "v:2", "signup"));
        node.flushNow();
        return node;
    }

    /** What only a node that has all of the state can know. */
    private void assertKnowsAll(DataPlane node) {
        submit(node, pageview("a", 1, "/"), pageview("b", 1, "/"), exposure("x1", "v:1", "bold"));
        submit(node, pageview("c", 1, "/c"), goal("g2", "v:1", "signup"));
        assertThat(day(node).summary().pageviews()).as("a and b are known").isEqualTo(3);
        assertThat(day(node).summary().sessions())
                .as("the session is open still")
                .isEqualTo(1);
        assertThat(node.queries().tally(Events.SITE, "hero", "1", "signup")).isEqualTo(BOTH);
    }

    @Test
    void restart_readsTheSnapshotOfTheLocalDiskAndNoObject() {
        nodeWithTwoFlushes();
        String copy = nodes.killed("n", "copy");
        int before = nodes.objects.reads();

        DataPlane restarted = nodes.open(copy);

        assertThat(nodes.objects.reads() - before).as("the manifest, twice").isEqualTo(2);
        assertKnowsAll(restarted);
    }

    @Test
    void emptyFolder_takesTheSnapshotFromTheStore() {
        nodeWithTwoFlushes();

        assertKnowsAll(nodes.open("empty"));
    }

    @Test
    void emptyFolder_rowsStoredAfterTheSnapshot_areFoldedOnTopOfIt() throws Exception {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, "/"), exposure("x1", "v:1", "bold"), exposure("x2", "v:2", "control"));
        node.flushNow();
        String first = snapshotKey();
        byte[] bytes = nodes.objects.get(first).orElseThrow().bytes();
        nodes.clock.advance(Duration.ofMinutes(1));
        submit(node, pageview("b", 1, "/b"), exposure("x3", "v:3", "bold"), goal("g1", "v:2", "signup"));
        node.flushNow();
        nodes.objects.putIfAbsent(first, bytes);
        nameSnapshot(first);

        DataPlane empty = nodes.open("empty");

        assertThat(empty.health().missing()).isEmpty();
        assertKnowsAll(empty);
    }

    /** The snapshot has forgotten what was too old when its last event came, though that had happened long before. */
    @Test
    void emptyFolder_whileTheClockWasSetBack_goesOnWhenTheSnapshotEnds() {
        DataPlane node = nodes.open("n");
        nodes.clock.set("2026-03-01T10:59:00Z");
        submit(node, pageview("a", 1, "/"));
        node.flushNow();
        nodes.clock.set("2026-03-01T11:01:00Z");
        long earlier = Instant.parse("2026-03-01T09:00:00Z").toEpochMilli();
        node.intake()
                .submit(List.of(new Routed(0, pageview("b", 2, "/"), earlier)))
                .join();
        node.flushNow();
        nodes.clock.set("2026-03-01T09:30:00Z");

        DataPlane empty = nodes.open("empty");
        submit(empty, pageview("c", 3, "/"));

        MetricsQuery eleven = new MetricsQuery(
                Events.SITE,
                Instant.parse("2026-03-01T11:00:00Z"),
                Instant.parse("2026-03-01T12:00:00Z"),
                Granularity.HOUR,
                ZoneOffset.UTC,
                List.of());
        assertThat(empty.queries().metrics(eleven).summary().pageviews()).isEqualTo(1);
    }

    @Test
    void damagedLocalSnapshot_theStoresIsTaken() throws Exception {
        nodeWithTwoFlushes();
        String copy = nodes.killed("n", "copy");
        try (Stream<Path> files = Files.list(nodes.path(copy).resolve("snapshot"))) {
            List<Path> snapshots = files.toList();
            assertThat(snapshots).hasSize(1);
            Files.write(snapshots.get(0), new byte[] {1, 2, 3});
        }

        DataPlane restarted = nodes.open(copy);

        assertThat(restarted.health().missing()).isEmpty();
        assertKnowsAll(restarted);
    }

    @Test
    void snapshotDamagedEverywhere_isNamedAndTheRowsAreFoldedInstead() throws Exception {
        nodeWithTwoFlushes();
        String key = snapshotKey();
        nodes.objects.damage(key);

        DataPlane empty = nodes.open("empty");

        assertThat(empty.health().missing()).containsExactly(key);
        assertKnowsAll(empty);
    }

    @Test
    void nextSnapshot_theOneBeforeIsGoneEverywhere() throws Exception {
        DataPlane node = nodeWithTwoFlushes();
        assertThat(nodes.objects.list("snapshot/")).containsExactly(snapshotKey());
        try (Stream<Path> files = Files.list(nodes.path("n").resolve("snapshot"))) {
            assertThat(files).hasSize(1);
        }

        submit(node, pageview("c", 1, "/"));
        node.flushNow();
        submit(node, pageview("d", 1, "/"));
        node.flushNow();

        assertThat(nodes.objects.list("snapshot/")).containsExactly(snapshotKey());
    }

    @Test
    void diesBeforeTheOldSnapshotIsDeleted_theNextProcessDeletesIt() throws Exception {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, "/"));
        node.flushNow();
        String old = snapshotKey();
        submit(node, pageview("b", 1, "/"));
        // The object, its snapshot and the manifest are written; the deletion is the fourth.
        nodes.objects.dieAtWrite(4, false);
        node.flushNow();
        String copy = nodes.killed("n", "copy");
        nodes.objects.heal();
        assertThat(nodes.objects.list("snapshot/")).contains(old).hasSize(2);

        DataPlane restarted = nodes.open(copy);
        submit(restarted, pageview("c", 1, "/"));
        restarted.flushNow();

        assertThat(nodes.objects.list("snapshot/")).containsExactly(snapshotKey());
    }

    @Test
    void logIsTrimmedToTheSnapshot() {
        DataPlane node = nodeWithTwoFlushes();
        submit(node, pageview("c", 1, "/"));

        assertThat(node.health().logBytes()).as("one pageview and a cut").isBetween(50L, 400L);
    }

    private String snapshotKey() throws Exception {
        return StoredRows.manifest(nodes.objects).get("snapshot").asText();
    }

    private void nameSnapshot(String key) throws Exception {
        ObjectStore.StoredObject manifest =
                nodes.objects.get("manifest/local.json").orElseThrow();
        ObjectNode changed = (ObjectNode) JsonMapper.builder().build().readTree(manifest.bytes());
        changed.put("snapshot", key);
        byte[] bytes = JsonMapper.builder().build().writeValueAsBytes(changed);
        nodes.objects.compareAndSwap("manifest/local.json", bytes, Optional.of(manifest.etag()));
    }
}
