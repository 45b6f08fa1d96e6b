package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.query.MetricsAnswer.Summary;
import dev.siteedge.edge.store.ObjectStore;
import dev.siteedge.edge.store.R2ObjectStore;
import dev.siteedge.edge.store.S3Location;
import dev.siteedge.edge.store.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole data side on real S3 servers. */
@Timeout(180)
class FlushToS3Test {
    private static final int EVENTS = 500;

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

    private static ObjectStore client(S3Server server) {
        return new R2ObjectStore(new S3Location(
                server.endpoint(), "auto", server.bucket(), "site/", server.accessKeyId(), server.secretAccessKey()));
    }

    private static void submitAll(DataPlane node) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(pageview("id" + i, i % 50, "/" + i % 7));
        }
        submit(node, events.toArray(Event[]::new));
    }

    private byte[] onlyCachedFile(String folder) throws Exception {
        try (Stream<Path> files = Files.list(nodes.path(folder).resolve("cache"))) {
            return Files.readAllBytes(files.toList().get(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void flushed_isReadBackByteForByteAndRecoveredOnAnEmptyFolder(S3Server.Kind kind) throws Exception {
        try (S3Server server = S3Server.start(kind, root.resolve("bucket"))) {
            DataPlane node = nodes.open("n", client(server));
            submitAll(node);
            assertThat(node.flushNow()).isTrue();
            Summary all = day(node).summary();
            assertThat(all).isEqualTo(new Summary(EVENTS, EVENTS, 50, 50));

            try (ObjectStore reader = client(server)) {
                assertThat(StoredRows.ids(reader)).hasSize(EVENTS).doesNotHaveDuplicates();
                assertThat(reader.get("l0/local/1-1-500.parquet").orElseThrow().bytes())
                        .isEqualTo(onlyCachedFile("n"));
            }
            DataPlane empty = nodes.open("empty", client(server));
            assertThat(day(empty).summary()).isEqualTo(all);
            submitAll(empty);
            assertThat(day(empty).summary()).as("every id is known").isEqualTo(all);
        }
    }

    @ParameterizedTest
    @EnumSource
    void compactedThenErased_isOneTableAndThenNothing(S3Server.Kind kind) throws Exception {
        try (S3Server server = S3Server.start(kind, root.resolve("bucket"));
                ObjectStore reader = client(server)) {
            DataPlane node = nodes.open("n", client(server));
            submitAll(node);
            node.flushNow();
            Summary all = day(node).summary();
            assertThat(node.compactNow()).isTrue();
            assertThat(reader.list("l0/")).isEmpty();
            assertThat(reader.list("v1/site=example.com/date=2026-03-01/")).hasSize(1);
            assertThat(StoredRows.ids(reader)).hasSize(EVENTS).doesNotHaveDuplicates();
            assertThat(day(nodes.open("empty", client(server))).summary()).isEqualTo(all);
        }
        try (S3Server server = S3Server.start(kind, root.resolve("bucket"));
                ObjectStore reader = client(server)) {
            DataPlane node = nodes.open("another", client(server));
            String receipt = node.erase("example.com").orElseThrow();
            assertThat(node.erasuresNow()).isTrue();
            assertThat(reader.list("v1/")).isEmpty();
            assertThat(reader.list("receipts/")).containsExactly("receipts/" + receipt + ".json");
            assertThat(day(node).summary()).isEqualTo(new Summary(0, 0, 0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverStopsAndComesBack_nothingIsLostOrTwice(S3Server.Kind kind) throws Exception {
        Path bucket = root.resolve("bucket");
        try (S3Server server = S3Server.start(kind, bucket)) {
            DataPlane node = nodes.open("n", client(server));
            submitAll(node);
            node.flushNow();
            server.close();

            submit(node, pageview("while away", 1, "/"));
            assertThat(node.flushNow()).isFalse();
            assertThat(day(node).summary().pageviews()).isEqualTo(EVENTS + 1);
            assertThat(day(node).complete()).isTrue();
        }
        try (S3Server server = S3Server.start(kind, bucket)) {
            DataPlane back = nodes.open(nodes.killed("n", "copy"), client(server));
            assertThat(back.flushNow()).isTrue();
            try (ObjectStore reader = client(server)) {
                assertThat(StoredRows.ids(reader))
                        .hasSize(EVENTS + 1)
                        .contains("while away")
                        .doesNotHaveDuplicates();
            }
        }
    }
}
