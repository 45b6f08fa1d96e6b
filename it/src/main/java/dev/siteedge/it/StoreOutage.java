package dev.siteedge.it;

import dev.siteedge.edge.store.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** R2's emulation is stopped under load and started again: all of it gets there, once. */
final class StoreOutage {
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(5);

    private final Soak.Place place;
    private final LoadClient client = new LoadClient();

    StoreOutage(Soak.Place place) {
        this.place = place;
    }

    /**
     * @param seconds how long the store is away
     * @return the counts
     */
    String run(int seconds) throws IOException {
        Path bucket = place.folder().resolve("bucket");
        S3Server server = S3Server.start(S3Server.Kind.MINIFLARE, bucket);
        Path config = place.config(
                "store:",
                "  type: s3",
                "  endpoint: " + server.endpoint(),
                "  bucket: " + server.bucket(),
                "  access_key_id: " + server.accessKeyId(),
                "  secret_access_key: " + server.secretAccessKey());
        long atEnd;
        long whileAway;
        try (EdgeProcess edge = place.start(place.folder().resolve("data"), config)) {
            load(edge.uri(), 5);
            server.close();
            long before = client.acknowledged();
            load(edge.uri(), seconds);
            whileAway = client.acknowledged() - before;
            client.check(edge.uri(), "while the store is away");
            server = S3Server.startAgain(bucket, server.endpoint().getPort());
            load(edge.uri(), 5);
            client.settle(edge.uri());
            awaitDrained(edge.uri());
            client.check(edge.uri(), "after the store was back");
            edge.kill();
        }
        try (EdgeProcess edge = place.start(place.folder().resolve("empty"), config)) {
            atEnd = LoadClient.pageviews(edge.uri());
        } finally {
            server.close();
        }
        if (atEnd != client.acknowledged() || client.acknowledged() != client.made()) {
            throw new IllegalStateException("the store alone has " + atEnd + " pageviews; " + client.acknowledged()
                    + " were acknowledged, of " + client.made());
        }
        return "away for " + seconds + " s under load, " + whileAway + " events acknowledged meanwhile, "
                + client.acknowledged() + " in all: an empty folder counts " + atEnd
                + " from the store alone; refused: "
                + client.refusals();
    }

    private void load(URI uri, int seconds) {
        CompletableFuture<Void> over =
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
        client.sendUntil(uri, over::isDone);
    }

    private static void awaitDrained(URI uri) {
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        HttpResponse<String> answer = new EdgeClient(uri).post("/api/flush", "");
        while (answer.statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the store is back and nothing gets there: " + answer.body());
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            answer = new EdgeClient(uri).post("/api/flush", "");
        }
    }
}
