package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the simulator found: copies of a folder that ran in between, folders that come back, answers that were lost. */
@Timeout(120)
class CopiedFolderTest {
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
    }

    @Test
    void copyOfTheFolderRanMeanwhile_eachKeepsWhatOnlyItAcknowledged() throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a");
        node.flushNow();
        views(node, "b");
        String backup = nodes.killed("n", "backup");
        views(node, "c", "d");

        DataPlane copy = nodes.open(backup);
        views(copy, "e", "f", "g");
        assertThat(copy.flushNow()).isTrue();
        assertThat(node.flushNow()).isFalse();

        assertEachOnce(nodes.open(nodes.killed("n", "again")), "a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    void committedWithoutAnAnswer_thenAStartWithoutTheStore_keepsTheObject() throws Exception {
        DataPlane node = nodes.open("n");
        views(node, "a");
        nodes.objects.failAfter(key -> key.startsWith("manifest/"));
        assertThat(node.flushNow()).isFalse();
        String copy = nodes.killed("n", "copy");
        nodes.objects.heal();
        nodes.objects.away(true);
        DataPlane restarted = nodes.open(copy);
        views(restarted, "b");
        nodes.objects.away(false);

        assertEachOnce(restarted, "a", "b");
        assertEachOnce(nodes.open("empty"), "a", "b");
    }

    @Test
    void folderComesBackAfterHours_copiesOfItsEventsCountOnce() throws Exception {
        DataPlane away = nodes.open("away");
        submit(away, pageview("a", 1, "/"), exposure("x", "v:1", "bold"), pageview("only here", 2, "/"));
        String folder = nodes.killed("away", "later");
        DataPlane other = nodes.open("other");
        submit(other, pageview("a", 1, "/"), exposure("x", "v:1", "bold"));
        other.flushNow();
        nodes.clock.advance(Duration.ofHours(5));
        views(other, "b");
        other.flushNow();

        DataPlane back = nodes.open(folder);
        assertThat(day(back).summary().pageviews()).isEqualTo(3);
        assertThat(back.flushNow()).isTrue();
        assertThat(StoredRows.ids(nodes.objects)).containsExactlyInAnyOrder("a", "x", "b", "only here");
    }

    @Test
    void manifestCanNotBeKeptLocally_nothingIsStoredTwice() throws Exception {
        DataPlane node = nodes.open("n");
        Path local = nodes.path("n").resolve("manifest.json");
        Files.delete(local);
        Files.createDirectories(local.resolve("in the way"));
        views(node, "a");
        node.flushNow();
        views(node, "b");

        assertEachOnce(node, "a", "b");
        assertThat(nodes.stops).isEmpty();
    }
}
