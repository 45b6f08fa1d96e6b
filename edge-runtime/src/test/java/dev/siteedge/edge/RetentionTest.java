package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.submit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.log.Routed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** short.example keeps 7 days of New York; all others keep 365. */
@Timeout(120)
class RetentionTest {
    private static final String MIXED = "l0/local/1-1-3.parquet";

    @TempDir
    Path root;

    private NodeDriver nodes;
    private DataPlane node;

    @BeforeEach
    void threeEventsInOneObject() throws Exception {
        nodes = new NodeDriver(root);
        nodes.clock.set("2026-03-01T03:00:00Z");
        node = nodes.open("n");
        submit(node, view("evening of 28 February in New York", "short.example"));
        submit(node, view("kept", Events.SITE));
        nodes.clock.set("2026-03-01T05:00:00Z");
        submit(node, view("midnight of 1 March in New York", "short.example"));
        node.flushNow();
        assertThat(StoredRows.keys(nodes.objects)).containsExactly(MIXED);
        nodes.clock.set("2026-03-08T12:00:00Z");
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    private static Pageview view(String id, String site) {
        return new Pageview(id, site, Events.visitor(1), "/", Source.DIRECT, Device.UNKNOWN, Map.of());
    }

    private List<JsonNode> receipts() {
        return nodes.objects.list("receipts/").stream()
                .map(key -> read(nodes.objects.get(key).orElseThrow().bytes()))
                .toList();
    }

    private static JsonNode read(byte[] json) {
        try {
            return JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertOnlyExpiredIsGone() throws Exception {
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("kept", "midnight of 1 March in New York");
        assertThat(nodes.objects.list("l0/"))
                .doesNotContain(MIXED)
                .isEqualTo(StoredRows.keys(nodes.objects))
                .hasSize(1);
        assertThat(StoredRows.manifest(nodes.objects).get("deleting")).isEmpty();
    }

    @Test
    void run_deletesWholeDaysOfTheSitesZoneAndLeavesAReceipt() throws Exception {
        assertThat(node.retentionNow()).contains(List.of(MIXED));

        assertOnlyExpiredIsGone();
        assertThat(receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.get("rowsRemoved").asLong()).isEqualTo(1);
            assertThat(receipt.get("deleted")).extracting(JsonNode::asText).containsExactly(MIXED);
            assertThat(receipt.get("pending")).isEmpty();
            assertThat(receipt.get("time").asText()).isEqualTo("2026-03-08T12:00:00Z");
        });
        assertThat(node.queries().sites()).containsExactly(Events.SITE, "short.example");
        try (Stream<Path> cached = Files.list(nodes.path("n").resolve("cache"))) {
            assertThat(cached).noneMatch(file -> file.toString().endsWith("1-1-3.parquet"));
        }
    }

    @Test
    void run_lateEvent_expiresByWhenItHappened() throws Exception {
        nodes.clock.set("2026-03-09T00:00:00Z");
        long evening = Instant.parse("2026-03-01T03:30:00Z").toEpochMilli();
        node.intake()
                .submit(List.of(new Routed(0, view("late", "short.example"), evening)))
                .join();
        node.flushNow();
        assertThat(StoredRows.ids(nodes.objects)).contains("late");

        assertThat(node.retentionNow())
                .hasValueSatisfying(gone -> assertThat(gone).hasSize(2));
        assertOnlyExpiredIsGone();
    }

    @Test
    void run_nothingExpired_writesNothing() {
        nodes.clock.set("2026-03-07T12:00:00Z");
        List<String> writes = nodes.objects.writes();

        assertThat(node.retentionNow()).contains(List.of());
        assertThat(nodes.objects.writes()).isEqualTo(writes);
    }

    @Test
    void run_everythingOfAnObjectExpired_deletesItWithoutARewrite() throws Exception {
        nodes.clock.set("2027-03-20T12:00:00Z");

        assertThat(node.retentionNow()).contains(List.of(MIXED));
        assertThat(nodes.objects.list("l0/")).isEmpty();
        assertThat(receipts().get(0).get("rowsRemoved").asLong()).isEqualTo(3);
        assertThat(node.queries().sites()).isEmpty();
    }

    @Test
    void run_killedBetweenSwapAndDeletion_deletesAfterTheRestart() throws Exception {
        nodes.objects.failBefore(MIXED::equals);
        assertThat(node.retentionNow()).isEmpty();
        assertThat(StoredRows.manifest(nodes.objects).get("deleting"))
                .extracting(JsonNode::asText)
                .containsExactly(MIXED);
        String copy = nodes.killed("n", "copy");
        nodes.objects.heal();

        assertThat(nodes.open(copy).retentionNow()).contains(List.of(MIXED));
        assertOnlyExpiredIsGone();
    }

    @Test
    void run_answerOfTheSwapIsLost_goesOnNextTime() throws Exception {
        nodes.objects.failAfter("manifest/local.json"::equals);
        assertThat(node.retentionNow()).isEmpty();
        nodes.objects.heal();

        assertThat(node.retentionNow()).contains(List.of(MIXED));
        assertOnlyExpiredIsGone();
        assertThat(nodes.stops).isEmpty();
    }

    @Test
    void run_afterwards_recoveryAndFlushGoOn() throws Exception {
        node.retentionNow();
        submit(node, view("new", Events.SITE));
        node.flushNow();

        DataPlane empty = nodes.open("empty");
        assertThat(empty.queries().sites()).containsExactly(Events.SITE, "short.example");
        assertThat(StoredRows.ids(nodes.objects)).containsExactly("kept", "midnight of 1 March in New York", "new");
    }
}
