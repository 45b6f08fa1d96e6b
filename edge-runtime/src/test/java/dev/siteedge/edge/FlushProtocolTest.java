package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every acknowledged event is once in the union of store and log, wherever the process or the store dies. */
@Timeout(120)
class FlushProtocolTest {
    /** Where the process dies in the second flush. */
    enum Crash {
        AFTER_THE_CUT,
        IN_THE_OUTBOX_WRITE,
        AFTER_THE_OUTBOX_WRITE,
        AFTER_THE_PUT,
        AFTER_THE_SWAP
    }

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

    private static void views(DataPlane node, String... ids) {
        for (String id : ids) {
            submit(node, pageview(id, id.hashCode(), "/"));
        }
    }

    private void assertEachOnce(DataPlane node, String... ids) throws Exception {
        assertThat(day(node).summary().pageviews()).as("before the flush").isEqualTo(ids.length);
        assertThat(node.flushNow()).isTrue();
        assertThat(day(node).summary().pageviews()).as("after the flush").isEqualTo(ids.length);
        assertThat(day(node).complete()).isTrue();
        assertThat(StoredRows.ids(nodes.objects)).containsExactlyInAnyOrder(ids);
        assertThat(nodes.objects.list("l0/"))
                .as("no object that no manifest names")
                .containsExactlyInAnyOrderElementsOf(StoredRows.keys(nodes.objects));
        assertThat(nodes.objects.list("snapshot/"))
                .as("no snapshot but the manifest's")
                .isEqualTo(StoredRows.snapshots(nodes.objects));
    }

    @Test
    void flush_writesTheObjectBeforeTheManifestThatNamesIt() throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a", "b");

        assertThat(node.flushNow()).isTrue();

        assertThat(nodes.objects.writes().stream().map(key -> key.replaceFirst("-[0-9a-f]{12}\\.", ".")))
                .containsExactly(
                        "manifest/local.json",
                        "l0/local/1-1-2.parquet",
                        "snapshot/local/1-2.state",
                        "manifest/local.json");
        assertThat(StoredRows.manifest(nodes.objects).get("position").asLong()).isEqualTo(2);
        assertThat(StoredRows.manifest(nodes.objects).get("epoch").asLong()).isEqualTo(1);
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("a", "b");
        assertThat(node.health().uncommittedCuts()).isZero();
    }

    @Test
    void flush_nothingNew_writesNothing() {
        DataPlane node = nodes.open("n");
        views(node, "a");
        node.flushNow();
        List<String> writes = nodes.objects.writes();

        assertThat(node.flushNow()).isTrue();
        views(node, "a");
        assertThat(node.flushNow()).as("a duplicate makes no row").isTrue();
        assertThat(nodes.objects.writes()).isEqualTo(writes);
    }

    @Test
    void flush_trimsTheLogAndEmptiesTheOutbox() throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a", "b", "c");
        node.flushNow();
        // The writer works in order: when this is on disk, the trim before it is, too.
        views(node, "d");

        assertThat(node.health().logBytes()).isLessThan(400);
        try (Stream<Path> outbox = Files.list(nodes.path("n").resolve("outbox"))) {
            assertThat(outbox).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void crash_everyEventIsOnceInStoreAndLog(Crash crash) throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a", "b");
        node.flushNow();
        views(node, "c", "d");
        switch (crash) {
            case AFTER_THE_PUT -> nodes.objects.failBefore(key -> key.startsWith("manifest/"));
            case AFTER_THE_SWAP -> nodes.objects.failAfter(key -> key.startsWith("manifest/"));
            default -> nodes.objects.failBefore(key -> key.startsWith("l0/"));
        }
        assertThat(node.flushNow()).isFalse();
        views(node, "e");
        String copy = nodes.killed("n", "copy");
        outboxAfter(crash, nodes.path(copy).resolve("outbox"));
        nodes.objects.heal();

        DataPlane restarted = nodes.open(copy);
        views(restarted, "c", "e", "f");

        assertEachOnce(restarted, "a", "b", "c", "d", "e", "f");
        assertEachOnce(nodes.open("empty"), "a", "b", "c", "d", "e", "f");
    }

    private static void outboxAfter(Crash crash, Path outbox) throws Exception {
        if (crash == Crash.AFTER_THE_CUT || crash == Crash.IN_THE_OUTBOX_WRITE) {
            try (Stream<Path> files = Files.list(outbox)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                    if (crash == Crash.IN_THE_OUTBOX_WRITE) {
                        Files.writeString(file, "PAR1 torn");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,true", "1,false", "2,true", "2,false", "3,true", "3,false", "4,true", "4,false", "5,true", "5,false",
        "6,true", "6,false", "7,true", "7,false", "8,true", "8,false", "9,true", "9,false"
    })
    void storeDiesAtTheNthWrite_thenTheProcess_everyEventIsOnceInStoreAndLog(int nth, boolean written)
            throws Exception {
        nodes.objects.dieAtWrite(nth, written);
        DataPlane node = nodes.open("n");
        List<String> ids = new ArrayList<>();
        for (int flush = 0; flush < 3; flush++) {
            views(node, "a" + flush, "b" + flush);
            ids.addAll(List.of("a" + flush, "b" + flush));
            node.flushNow();
        }
        String copy = nodes.killed("n", "copy");
        nodes.objects.heal();

        assertEachOnce(nodes.open(copy), ids.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"l0/", "manifest/"})
    void timedOutWriteThatHappened_thenMoreEvents_goesOnWithoutARestart(String prefix) throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a");
        nodes.objects.failAfter(key -> key.startsWith(prefix));
        assertThat(node.flushNow()).isFalse();
        nodes.objects.heal();
        nodes.objects.away(true);
        views(node, "b");
        assertThat(node.flushNow()).isFalse();
        nodes.objects.away(false);
        views(node, "c");

        assertEachOnce(node, "a", "b", "c");
        assertThat(nodes.stops).isEmpty();
        views(node, "d");
        assertEachOnce(node, "a", "b", "c", "d");
    }

    @Test
    void timedOutTakeOver_thatHappened_isTakenOverAgain() throws Exception {
        nodes.objects.failAfter(key -> key.startsWith("manifest/"));
        DataPlane node = nodes.open("n");
        views(node, "a");
        assertThat(node.flushNow()).isFalse();
        nodes.objects.heal();

        assertEachOnce(node, "a");
        assertThat(nodes.stops).isEmpty();
    }

    @Test
    void restartAfterRestart_withTheSameUncommittedCut_leavesNoOrphans() throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a", "b");
        nodes.objects.failBefore(key -> key.startsWith("manifest/"));
        node.flushNow();
        for (int restart = 0; restart < 3; restart++) {
            String copy = nodes.killed(restart == 0 ? "n" : "copy" + (restart - 1), "copy" + restart);
            nodes.objects.heal();
            DataPlane restarted = nodes.open(copy);
            nodes.objects.failBefore(key -> key.startsWith("manifest/"));
            assertThat(restarted.flushNow()).isFalse();
        }
        assertThat(nodes.objects.list("l0/")).as("one of each epoch").hasSize(4);
        nodes.objects.heal();

        assertEachOnce(nodes.open(nodes.killed("copy2", "last")), "a", "b");
    }

    @Test
    void newerEpoch_fencesTheOldOwnerWhichStopsAndLosesNothing() throws Exception {
        DataPlane old = nodes.open("old");
        views(old, "a");
        old.flushNow();
        DataPlane taker = nodes.open("new");
        views(old, "b");

        assertThat(old.flushNow()).isFalse();
        assertThat(nodes.stops).singleElement().asString().contains("another process", "epoch 2");
        assertThat(old.health().accepting()).isFalse();
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("a");

        views(taker, "c");
        assertThat(taker.flushNow()).isTrue();
        DataPlane back = nodes.open(nodes.killed("old", "copy"));
        assertThat(day(back).summary().pageviews()).isEqualTo(3);
        assertThat(back.flushNow()).isTrue();
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("a", "c", "b");
    }

    @Test
    void objectOfAnotherUnderOurKey_isNeverTakenForOurs() throws Exception {
        DataPlane node = nodes.open("n");
        nodes.objects.putIfAbsent("l0/local/1-1-1.parquet", new byte[] {1});
        views(node, "a");

        assertThat(node.flushNow()).isFalse();
        assertThat(nodes.stops).singleElement().asString().contains("another process wrote l0/local/1-1-1.parquet");
        assertThat(StoredRows.keys(nodes.objects)).isEmpty();
        assertThat(day(node).summary().pageviews()).isEqualTo(1);
    }

    @Test
    void olderCopyOfTheFolder_goesOnBehindTheStoreUnderANewLog() throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a", "b");
        node.flushNow();
        String backup = nodes.killed("n", "backup");
        String firstLog = StoredRows.manifest(nodes.objects).get("logId").asText();
        views(node, "c", "d", "e");
        node.flushNow();
        long position = StoredRows.manifest(nodes.objects).get("position").asLong();

        DataPlane restored = nodes.open(backup);
        views(restored, "f");

        assertEachOnce(restored, "a", "b", "c", "d", "e", "f");
        assertThat(StoredRows.manifest(nodes.objects).get("logId").asText()).isNotEqualTo(firstLog);
        assertThat(StoredRows.keys(nodes.objects).get(2)).startsWith("l0/local/2-" + (position + 1) + "-");
    }
}
