package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.store.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was flushed to a real S3 server comes back on an empty data folder. */
class FlushToObjectStoreIT {
    private static final int EVENTS = 500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(S3Server.Kind.class)
    void flushed_diskLost_recoveredFromTheStore(S3Server.Kind kind) throws IOException {
        Path site = Runtime.onePageSite(folder.resolve("site"));
        try (S3Server server = S3Server.start(kind, folder.resolve("bucket"))) {
            Path config = config(server);
            try (EdgeProcess edge = Runtime.start(site, folder.resolve("first"), "--config", config)) {
                EdgeClient client = new EdgeClient(edge.uri());
                postAll(client);
                assertThat(client.post("/api/flush", "").statusCode()).isEqualTo(200);
                edge.kill();
            }
            try (EdgeProcess edge = Runtime.start(site, folder.resolve("second"), "--config", config)) {
                EdgeClient client = new EdgeClient(edge.uri());
                assertThat(pageviews(client)).isEqualTo(EVENTS);
                postAll(client);
                assertThat(pageviews(client))
                        .as("the ids are remembered beyond the loss of the disk")
                        .isEqualTo(EVENTS);
            }
        }
    }

    @Test
    void storeAwayFromTheFirstStartOn_collectsAllTheSame_flushesWhenItIsBack() throws IOException {
        Path site = Runtime.onePageSite(folder.resolve("site"));
        Path data = folder.resolve("data");
        Path bucket = folder.resolve("bucket");
        Path config;
        try (S3Server server = S3Server.start(S3Server.Kind.MINIFLARE, bucket)) {
            config = config(server);
        }
        try (EdgeProcess edge = Runtime.start(site, data, "--config", config)) {
            EdgeClient client = new EdgeClient(edge.uri());
            postAll(client);
            assertThat(pageviews(client)).isEqualTo(EVENTS);
            assertThat(client.post("/api/flush", "").statusCode()).isEqualTo(503);
            edge.kill();
        }
        try (S3Server server = S3Server.start(S3Server.Kind.MINIFLARE, bucket);
                EdgeProcess edge = Runtime.start(site, data, "--config", config(server))) {
            EdgeClient client = new EdgeClient(edge.uri());
            assertThat(client.post("/api/flush", "").statusCode()).isEqualTo(200);
            assertThat(pageviews(client)).isEqualTo(EVENTS);
        }
    }

    private static int pageviews(EdgeClient client) {
        return client.json("/api/metrics").at("/summary/pageviews").asInt();
    }

    private static void postAll(EdgeClient client) {
        for (int i = 0; i < EVENTS; i++) {
            assertThat(client.post("/api/event", Runtime.pageview("event-" + i, "/"))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private Path config(S3Server server) throws IOException {
        return Files.writeString(folder.resolve("edge.yml"), """
                store:
                  type: s3
                  endpoint: %s
                  bucket: %s
                  access_key_id: %s
                  secret_access_key: %s
                """.formatted(
                        server.endpoint(), server.bucket(), server.accessKeyId(), server.secretAccessKey()));
    }
}
