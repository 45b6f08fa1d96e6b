package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One JVM for many builds of a site: loaded and compiled code stays, so that the second build takes a fraction of the
 * first. A JVM that died, or that was started for something else, is replaced.
 */
final class KeptJvm implements BuildJvm, AutoCloseable {
    /** Closed by a thread of its own when the JVM ends, in the middle of a build. */
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    /** @param key what a JVM is started with: it serves no build that wants anything else */
    private record Running(ChildProcess process, Path work, List<Object> key) {}

    @Override
    public void build(BuildRequest request, Staging staging, int files, ChildOutput output) {
        running(request, files).process().build(ChildRequest.of(request, staging), output);
    }

    /** Renders one page into the staged site; nothing happens before the first build. */
    void page(BuildRequest request, Staging staging, Path file, ChildOutput output) {
        Running now = running.get();
        if (now != null && now.process().isAlive()) {
            now.process().build(ChildRequest.of(request, staging).forPage(file), output);
        }
    }

    @Override
    public void close() {
        Running old = running.getAndSet(null);
        if (old != null) {
            old.process().close();
            delete(old.work());
        }
    }

    private Running running(BuildRequest request, int files) {
        List<Object> key =
                List.of(request.source(), request.jvm(), request.options().environment());
        Running now = running.get();
        if (now == null || !now.process().isAlive() || !now.key().equals(key)) {
            close();
            Path work = workFolder();
            now = new Running(ChildProcess.start(request, files, false, work), work, key);
            running.set(now);
        }
        return now;
    }

    private static Path workFolder() {
        try {
            return Files.createTempDirectory("site-edge-");
        } catch (IOException e) {
            throw new JekyllBuildException(
                    "The folder for temporary files cannot be written: " + System.getProperty("java.io.tmpdir")
                            + ". Make room, or name another with -Djava.io.tmpdir.",
                    e);
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            // Nothing but an unpacked Dart Sass, in the folder for temporary files.
            folder.toFile().deleteOnExit();
        }
    }
}
