package dev.siteedge.it;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A small disk that others fill: 503 with Retry-After until there is room, and nothing acknowledged is lost. */
final class FullDiskRounds {
    private static final int MEGABYTES = 96;
    private static final int REFUSED_SECONDS = 60;

    private final Soak.Place place;
    private final Random random;
    private final LoadClient client = new LoadClient();

    FullDiskRounds(Soak.Place place, Random random) {
        this.place = place;
        this.random = random;
    }

    /** Returns the counts. */
    String run(int rounds) throws IOException, InterruptedException {
        Path disk = Files.createDirectories(place.folder().resolve("disk"));
        if (mount("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", disk.toString()) != 0) {
            throw new IllegalStateException("only root may mount a small disk");
        }
        try {
            return runOn(disk, rounds);
        } finally {
            mount("umount", "-l", disk.toString());
        }
    }

    private String runOn(Path disk, int rounds) throws IOException {
        // The store lies elsewhere: a disk that is full of what can't leave it never has room again.
        Path config = place.config("store:", "  path: " + place.folder().resolve("store"));
        Path data = disk.resolve("data");
        int kills = 0;
        EdgeProcess edge = place.start(data, config);
        try {
            for (int round = 0; round < rounds; round++) {
                // Little enough for a slow machine, too: what is flushed meanwhile gives room back.
                Path filler = fill(disk, (1 + random.nextInt(5)) << 19);
                long before = refused();
                awaitRefusal(edge.uri(), before, round);
                client.check(edge.uri(), "full, round " + round);
                if (random.nextInt(3) == 0) {
                    edge.kill();
                    kills++;
                    edge = place.start(data, config);
                    client.check(edge.uri(), "killed while full, round " + round);
                }
                Files.delete(filler);
                long accepted = client.acknowledged();
                client.settle(edge.uri());
                load(edge.uri(), 500);
                if (client.acknowledged() == accepted) {
                    throw new IllegalStateException("no event is taken after there is room, round " + round);
                }
            }
            client.settle(edge.uri());
            edge.kill();
            edge = place.start(data, config);
            client.check(edge.uri(), "at the end");
        } finally {
            edge.kill();
        }
        if (client.acknowledged() != client.made() || client.retryAfterWasMissing()) {
            throw new IllegalStateException(client.made() + " events, acknowledged " + client.acknowledged()
                    + "; Retry-After missing: " + client.retryAfterWasMissing());
        }
        if (!client.refusals().keySet().equals(java.util.Set.of(503))) {
            throw new IllegalStateException("answers other than 202 and 503: " + client.refusals());
        }
        return rounds + " times full, " + kills + " kills meanwhile: " + client.acknowledged()
                + " events acknowledged, " + refused() + " answers 503 with Retry-After, each counted once";
    }

    private long refused() {
        return client.refusals().values().stream().mapToLong(Number::longValue).sum();
    }

    private void awaitRefusal(URI uri, long before, int round) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REFUSED_SECONDS);
        client.sendUntil(uri, () -> refused() > before + 50 || System.nanoTime() > deadline);
        if (refused() <= before) {
            throw new IllegalStateException("the disk is full and no event is refused, round " + round);
        }
    }

    private void load(URI uri, int millis) {
        CompletableFuture<Void> over =
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
        client.sendUntil(uri, over::isDone);
    }

    /** Takes all room but so many bytes. */
    private static Path fill(Path disk, int leftBytes) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] zeros = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (Files.getFileStore(disk).getUsableSpace() > leftBytes) {
                out.write(zeros);
            }
        }
        return filler;
    }

    private static int mount(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
    }
}
