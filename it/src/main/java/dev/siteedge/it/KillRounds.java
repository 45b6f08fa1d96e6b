package dev.siteedge.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** {@code kill -9} under load, again and again in one data folder, with a client that retries by event id. */
final class KillRounds {
    private final Soak.Place place;
    private final Random random;
    private final LoadClient client = new LoadClient();

    KillRounds(Soak.Place place, Random random) {
        this.place = place;
        this.random = random;
    }

    /** Returns the counts. */
    String run(int rounds) throws IOException {
        Path data = place.folder().resolve("data");
        Path config = place.config();
        int duringStart = 0;
        for (int round = 0; round < rounds; round++) {
            if (random.nextInt(8) == 0) {
                killWhileItStarts(place.command(data, config));
                duringStart++;
            }
            try (EdgeProcess edge = place.start(data, config)) {
                client.check(edge.uri(), "round " + round);
                loadUntilKilled(edge, random.nextInt(1_800));
            }
        }
        try (EdgeProcess edge = place.start(data, config)) {
            URI uri = edge.uri();
            client.settle(uri);
            checkExactly(uri, "at the end");
            if (new EdgeClient(uri).post("/api/flush", "").statusCode() != 200) {
                throw new IllegalStateException("the last flush failed");
            }
            checkExactly(uri, "after the last flush");
            edge.kill();
        }
        try (EdgeProcess edge = place.start(data, config)) {
            checkExactly(edge.uri(), "after a last kill");
        }
        return rounds + " kills under load, " + duringStart + " while it started: " + client.acknowledged()
                + " events acknowledged, " + client.repeated() + " of them sent again, each counted once";
    }

    private void checkExactly(URI uri, String when) throws IOException {
        if (client.acknowledged() != client.made()) {
            throw new IllegalStateException(
                    when + ": " + client.made() + " events, acknowledged " + client.acknowledged());
        }
        client.check(uri, when);
    }

    private void loadUntilKilled(EdgeProcess edge, int millis) {
        CompletableFuture<Void> killing = CompletableFuture.runAsync(
                edge::kill, CompletableFuture.delayedExecutor(millis, java.util.concurrent.TimeUnit.MILLISECONDS));
        client.sendUntil(edge.uri(), killing::isDone);
        killing.join();
    }

    private void killWhileItStarts(List<String> command) {
        EdgeProcess edge = EdgeProcess.launch(command);
        long until = System.nanoTime()
                + Duration.ofMillis(300 + random.nextInt(2_000)).toNanos();
        while (System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        edge.kill();
    }
}
