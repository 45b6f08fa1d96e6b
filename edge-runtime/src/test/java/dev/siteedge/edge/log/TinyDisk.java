package dev.siteedge.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of a few megabytes, which is really full when it is full. Only root can make one. */
public final class TinyDisk implements AutoCloseable {
    private final Path folder;

    private TinyDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * @param megabytes its size
     * @return empty where this user may not mount anything
     */
    public static Optional<TinyDisk> mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()) == 0;
        return mounted ? Optional.of(new TinyDisk(folder)) : Optional.empty();
    }

    public Path folder() {
        return folder;
    }

    /** Takes all room that is left. */
    public Path fill() throws IOException {
        Path filler = folder.resolve("filler");
        byte[] zeros = new byte[4_096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(folder).getUsableSpace()).isLessThan(4_096);
        }
        return filler;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", folder.toString())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
