package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.goal;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.query.MetricsAnswer.Summary;
import dev.siteedge.edge.query.Queries.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing of the site example.com is left anywhere that was acknowledged before the wish, wherever the process dies. */
@Timeout(120)
class ErasureTest {
    private static final String OTHER = "other.example";
    /** In no event of another site. */
    private static final String SECRET = "/a-path-that-nobody-shall-find";

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

    private static Pageview other(String id) {
        return new Pageview(id, OTHER, Events.visitor(1), "/", Source.DIRECT, Device.UNKNOWN, Map.of());
    }

    /** Rows of both sites in a compacted object, in a flushed one, and not flushed. */
    private DataPlane rowsEverywhere() {
        DataPlane node = nodes.open("n");
        submit(node, pageview("a", 1, SECRET), other("o1"), exposure("x", "v:1", "bold"));
        node.flushNow();
        node.compactNow();
        submit(node, pageview("b", 1, SECRET), other("o2"), goal("g", "v:1", "signup"));
        node.flushNow();
        submit(node, pageview("c", 1, SECRET), other("o3"));
        return node;
    }

    private static void assertNothingIsShown(DataPlane node) {
        assertThat(day(node).summary()).isEqualTo(new Summary(0, 0, 0, 0));
        assertThat(day(node).complete()).isTrue();
        assertThat(node.queries().sites()).containsExactly(OTHER);
        assertThat(node.queries().tally(Events.SITE, "hero", "1", "signup")).isEmpty();
    }

    private void assertNothingIsLeft(String... kept) throws Exception {
        assertThat(StoredRows.ids(nodes.objects)).containsExactlyInAnyOrder(kept);
        assertThat(StoredRows.manifest(nodes.objects).get("erasing")).isEmpty();
        assertThat(StoredRows.manifest(nodes.objects).get("deleting")).isEmpty();
        List<String> named = StoredRows.keys(nodes.objects);
        assertThat(Stream.of("l0/", "v1/").flatMap(prefix -> nodes.objects.list(prefix).stream()))
                .containsExactlyInAnyOrderElementsOf(named);
        assertThat(nodes.objects.list("snapshot/")).isEqualTo(StoredRows.snapshots(nodes.objects));
    }

    /** The test's own check that it would find something is in {@link #beforeIt_theSecretIsOnTheDisk}. */
    private List<Path> filesWithTheSecret(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(nodes.path(folder))) {
            return files.filter(ErasureTest::hasTheSecret).toList();
        }
    }

    private static boolean hasTheSecret(Path file) {
        try {
            // Each byte as one character, so that a text can be looked for in any file.
            return Files.isRegularFile(file)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<JsonNode> receipt(DataPlane node, String id) throws IOException {
        Optional<byte[]> json = node.receipt(id);
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonMapper.builder().build().readTree(json.get()));
    }

    @Test
    void beforeIt_theSecretIsOnTheDisk() throws Exception {
        rowsEverywhere();

        assertThat(filesWithTheSecret("n"))
                .extracting(file -> file.getFileName().toString().replaceAll("_.*|.*parquet", "parquet"))
                .contains("log.db-wal", "parquet");
    }

    @Test
    void erased_isNotShownAtOnceAndThenNowhere() throws Exception {
        DataPlane node = rowsEverywhere();

        String id = node.erase(Events.SITE).orElseThrow();
        assertNothingIsShown(node);

        assertThat(node.erasuresNow()).isTrue();
        assertNothingIsShown(node);
        assertNothingIsLeft("o1", "o2", "o3");
        assertThat(filesWithTheSecret("n")).isEmpty();
        assertThat(node.isErasing(id)).isFalse();
        String snapshot = StoredRows.manifest(nodes.objects).get("snapshot").asText();
        assertThat(receipt(node, id)).hasValueSatisfying(receipt -> {
            assertThat(receipt.get("status").asText()).isEqualTo("done");
            assertThat(receipt.get("site").asText()).isEqualTo(Events.SITE);
            assertThat(receipt.get("rowsRemoved").asLong()).isEqualTo(4);
            assertThat(receipt.get("objectsDeleted").asLong())
                    .as("the site's day")
                    .isEqualTo(1);
            assertThat(receipt.get("objectsRewritten").asLong())
                    .as("the flushed one")
                    .isEqualTo(1);
            assertThat(receipt.get("snapshot").asText()).isEqualTo(snapshot);
            assertThat(receipt.get("requested").asText()).isEqualTo("2026-03-01T10:00:00Z");
        });
        assertNothingIsShown(nodes.open("empty"));
    }

    @Test
    void eventsThatComeAfter_countAsIfTheSiteWereNew() throws Exception {
        DataPlane node = rowsEverywhere();
        node.erase(Events.SITE);
        submit(node, pageview("a", 1, "/"), goal("g", "v:1", "signup"), exposure("x", "v:1", "control"));
        assertThat(day(node).summary()).isEqualTo(new Summary(1, 1, 1, 1));

        assertThat(node.erasuresNow()).isTrue();
        Map<String, Tally> fresh = Map.of("control", new Tally(1, 0, 0));
        assertThat(day(node).summary()).isEqualTo(new Summary(1, 1, 1, 1));
        assertThat(node.queries().tally(Events.SITE, "hero", "1", "signup")).isEqualTo(fresh);
        node.flushNow();
        DataPlane empty = nodes.open("empty");
        assertThat(day(empty).summary()).isEqualTo(new Summary(1, 1, 1, 1));
        assertThat(empty.queries().tally(Events.SITE, "hero", "1", "signup")).isEqualTo(fresh);
        assertNothingIsLeft("o1", "o2", "o3", "a", "g", "x");
    }

    @ParameterizedTest
    @CsvSource({
        "1,true", "1,false", "2,true", "2,false", "3,true", "3,false", "4,true", "4,false", "5,true", "5,false",
        "6,true", "6,false", "7,true", "7,false", "8,true", "8,false", "9,true", "9,false", "10,true", "10,false",
        "11,true", "11,false", "12,true", "12,false", "13,true", "13,false", "14,true", "14,false"
    })
    void storeDiesAtTheNthWrite_thenTheProcess_nothingIsShownAndThenNothingIsLeft(int nth, boolean written)
            throws Exception {
        DataPlane node = rowsEverywhere();
        nodes.objects.dieAtWrite(nth, written);
        String id = node.erase(Events.SITE).orElseThrow();
        boolean all = node.erasuresNow();
        assertThat(all).isEqualTo(!node.isErasing(id));
        submit(node, pageview("after", 2, "/"), other("o4"));
        String copy = nodes.kill(node, "n", "copy");
        nodes.objects.heal();

        DataPlane restarted = nodes.open(copy);
        assertThat(day(restarted).summary()).isEqualTo(new Summary(1, 1, 1, 1));
        assertThat(restarted.erasuresNow()).isTrue();
        assertThat(restarted.flushNow()).isTrue();
        assertThat(day(restarted).summary()).isEqualTo(new Summary(1, 1, 1, 1));
        assertNothingIsLeft("o1", "o2", "o3", "o4", "after");
        assertThat(filesWithTheSecret(copy)).isEmpty();
        assertThat(receipt(restarted, id))
                .hasValueSatisfying(receipt ->
                        assertThat(receipt.get("rowsRemoved").asLong()).isEqualTo(4));
        assertThat(nodes.stops).isEmpty();
        assertThat(day(nodes.open("empty")).summary()).isEqualTo(new Summary(1, 1, 1, 1));
    }

    /** Only what a node that starts from the store alone can know: the manifest lists the erasure from its position on. */
    @ParameterizedTest
    @CsvSource({"2", "3", "4", "5", "6", "7", "8"})
    void storeDiesAtTheNthWrite_thenTheDisk_nothingComesBackOnceTheWishIsInTheStore(int nth) throws Exception {
        DataPlane node = rowsEverywhere();
        node.flushNow();
        nodes.objects.dieAtWrite(nth, true);
        String id = node.erase(Events.SITE).orElseThrow();
        node.erasuresNow();
        nodes.kill(node, "n", "copy");
        nodes.objects.heal();
        assertThat(StoredRows.manifest(nodes.objects).toString()).contains(id);

        DataPlane empty = nodes.open("empty");
        assertNothingIsShown(empty);
        assertThat(empty.erasuresNow()).isTrue();
        assertNothingIsShown(empty);
        assertNothingIsLeft("o1", "o2", "o3");
        assertThat(receipt(empty, id)).isPresent();
    }

    /** The manifest lists the erasure, the disk is gone, and there is no snapshot: all state comes from rows. */
    @Test
    void noSnapshot_rowsOfAnErasedSiteMakeNoState() throws Exception {
        listedThenTheDiskDies();
        nodes.objects.list("snapshot/").forEach(nodes.objects::delete);

        assertNothingComesBack();
    }

    /** The same with a snapshot from before the erasure: the log that would say so is gone. */
    @Test
    void olderSnapshot_anErasedSitesStateIsDropped() throws Exception {
        Map.Entry<String, byte[]> older = listedThenTheDiskDies();
        nodes.objects.putIfAbsent(older.getKey(), older.getValue());
        ObjectNode manifest = (ObjectNode) StoredRows.manifest(nodes.objects);
        manifest.put("snapshot", older.getKey());
        String key = "manifest/local.json";
        String etag = nodes.objects.get(key).orElseThrow().etag();
        assertThat(nodes.objects.compareAndSwap(
                        key, manifest.toString().getBytes(StandardCharsets.UTF_8), Optional.of(etag)))
                .isPresent();

        assertNothingComesBack();
    }

    /** Returns the snapshot from before the erasure. */
    private Map.Entry<String, byte[]> listedThenTheDiskDies() throws Exception {
        DataPlane node = rowsEverywhere();
        node.flushNow();
        String snapshot = StoredRows.snapshots(nodes.objects).get(0);
        byte[] bytes = nodes.objects.get(snapshot).orElseThrow().bytes();
        nodes.objects.failBefore(key -> key.contains("-1-") && key.startsWith("l0/"));
        node.erase(Events.SITE);
        assertThat(node.erasuresNow()).isFalse();
        nodes.kill(node, "n", "copy");
        nodes.objects.heal();
        assertThat(StoredRows.manifest(nodes.objects).get("erasing")).hasSize(1);
        return Map.entry(snapshot, bytes);
    }

    private void assertNothingComesBack() throws Exception {
        DataPlane empty = nodes.open("empty");
        assertNothingIsShown(empty);
        submit(empty, pageview("a", 1, "/"));
        assertThat(day(empty).summary()).as("no id and no session is known").isEqualTo(new Summary(1, 1, 1, 1));
        assertThat(empty.erasuresNow()).isTrue();
        assertThat(empty.flushNow()).isTrue();
        assertNothingIsLeft("o1", "o2", "o3", "a");
    }

    @Test
    void storeAway_isNotShownAlsoAfterARestartAndGoesWhenItIsBack() throws Exception {
        DataPlane node = rowsEverywhere();
        nodes.objects.away(true);
        String id = node.erase(Events.SITE).orElseThrow();
        assertThat(node.erasuresNow()).isFalse();
        assertThat(day(node).summary().pageviews()).isZero();

        DataPlane restarted = nodes.open(nodes.kill(node, "n", "copy"));
        assertThat(day(restarted).summary().pageviews()).isZero();
        assertThat(restarted.isErasing(id)).isTrue();
        nodes.objects.away(false);
        assertThat(restarted.erasuresNow()).isTrue();
        assertNothingIsLeft("o1", "o2", "o3");
        assertThat(filesWithTheSecret("copy")).isEmpty();
    }

    @Test
    void nobodyWaits_itIsDoneByTheAlarm() throws Exception {
        DataPlane node = rowsEverywhere();
        String id = node.erase(Events.SITE).orElseThrow();

        NodeDriver.await(() -> receipt(node, id).isPresent() && !node.isErasing(id));
        assertNothingIsLeft("o1", "o2", "o3");
    }

    @Test
    void twoSites_areErasedOneAfterTheOther() throws Exception {
        DataPlane node = rowsEverywhere();
        node.erase(Events.SITE);
        node.erase(OTHER);

        assertThat(node.erasuresNow()).isTrue();
        assertThat(node.queries().sites()).isEmpty();
        assertNothingIsLeft();
        assertThat(nodes.objects.list("receipts/")).hasSize(2);
    }

    @Test
    void siteWithoutAnything_hasAReceiptToo() throws Exception {
        DataPlane node = nodes.open("n");
        String id = node.erase("nobody.example").orElseThrow();

        assertThat(node.erasuresNow()).isTrue();
        assertThat(receipt(node, id))
                .hasValueSatisfying(receipt ->
                        assertThat(receipt.get("rowsRemoved").asLong()).isZero());
    }

    @Test
    void objectIsDamaged_noReceiptUntilItIsGone() throws Exception {
        DataPlane node = rowsEverywhere();
        node.flushNow();
        String damaged = StoredRows.keys(nodes.objects).stream()
                .filter(key -> key.startsWith("l0/"))
                .findFirst()
                .orElseThrow();
        byte[] whole = nodes.objects.get(damaged).orElseThrow().bytes();
        nodes.objects.damage(damaged);
        DataPlane empty = nodes.open("empty");
        String id = empty.erase(Events.SITE).orElseThrow();

        assertThat(empty.erasuresNow()).isFalse();
        assertThat(receipt(empty, id)).isEmpty();
        nodes.objects.delete(damaged);
        nodes.objects.putIfAbsent(damaged, whole);
        assertThat(empty.erasuresNow()).isTrue();
        assertNothingIsLeft("o1", "o2", "o3");
    }
}
