package dev.siteedge.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Loss of power under load: the data folder, with the store in it, lies on a file system that forgets what was not synced
 * when its process is killed. Needs FUSE and the right to mount.
 */
final class PowerLossRounds {
    private final Soak.Place place;
    private final Random random;
    private final LoadClient client = new LoadClient();

    PowerLossRounds(Soak.Place place, Random random) {
        this.place = place;
        this.random = random;
    }

    /** Whether this machine can do it. */
    static boolean isPossible() throws IOException, InterruptedException {
        return Files.isWritable(Path.of("/dev/fuse")) && run(List.of("/usr/bin/python3", "-c", "import fusepy")) == 0;
    }

    /** Returns the counts. */
    String run(int rounds) throws IOException, InterruptedException {
        Path config = place.config();
        for (int round = 0; round < rounds; round++) {
            try (Disk disk = Disk.mount(place.folder());
                    EdgeProcess edge = place.start(disk.folder(), config)) {
                client.check(edge.uri(), "round " + round);
                CompletableFuture<Void> failure = CompletableFuture.runAsync(
                        () -> {
                            disk.losePower();
                            edge.kill();
                        },
                        CompletableFuture.delayedExecutor(random.nextInt(2_500), TimeUnit.MILLISECONDS));
                client.sendUntil(edge.uri(), failure::isDone);
                failure.join();
            }
        }
        try (Disk disk = Disk.mount(place.folder());
                EdgeProcess edge = place.start(disk.folder(), config)) {
            URI uri = edge.uri();
            client.settle(uri);
            client.check(uri, "at the end");
            if (client.acknowledged() != client.made()) {
                throw new IllegalStateException(client.made() + " events, acknowledged " + client.acknowledged());
            }
        }
        return rounds + " losses of power under load: " + client.acknowledged() + " events acknowledged, "
                + client.repeated() + " of them sent again, each counted once";
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** The file system and its process. */
    private record Disk(Path mountpoint, Process process) implements AutoCloseable {
        /** @param folder holds what is durable over all rounds */
        static Disk mount(Path folder) throws IOException {
            Path script = folder.resolve("lossyfs.py");
            try (InputStream source = PowerLossRounds.class.getResourceAsStream("/lossyfs.py")) {
                Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
            }
            Path mountpoint = Files.createDirectories(folder.resolve("mounted"));
            Process process = new ProcessBuilder(
                            "/usr/bin/python3",
                            script.toString(),
                            Files.createDirectories(folder.resolve("durable")).toString(),
                            folder.resolve("live").toString(),
                            mountpoint.toString())
                    .redirectErrorStream(true)
                    .start();
            String line = process.inputReader().readLine();
            if (!"mounted".equals(line)) {
                process.destroyForcibly();
                throw new IllegalStateException("the file system does not start: " + line);
            }
            return new Disk(mountpoint, process);
        }

        Path folder() {
            return mountpoint.resolve("data");
        }

        void losePower() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() throws IOException {
            losePower();
            try {
                run(List.of("umount", "-l", mountpoint.toString()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
