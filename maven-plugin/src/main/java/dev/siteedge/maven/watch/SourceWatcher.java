package dev.siteedge.maven.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells when files below a folder change. An editor's save is often several events, and a checkout is thousands: they
 * are gathered until nothing happened for {@link #QUIET}. Used by one thread.
 */
public final class SourceWatcher implements AutoCloseable {
    /** Long enough for an editor that writes, renames and touches; short enough not to be felt. */
    private static final Duration QUIET = Duration.ofMillis(80);

    private final WatchService events;
    private final Predicate<Path> ignored;
    private final Map<WatchKey, Path> folders = new HashMap<>();

    /**
     * Watches from now on.
     *
     * @param root an existing folder
     * @param ignored absolute paths that do not matter, with all below them: the destination, caches, {@code .git}
     */
    public SourceWatcher(Path root, Predicate<Path> ignored) throws IOException {
        this.ignored = ignored;
        this.events = root.getFileSystem().newWatchService();
        register(root.toAbsolutePath().normalize(), new TreeSet<>());
    }

    /**
     * Blocks until something changed and then nothing for a moment.
     *
     * @return absolute paths of the files that were made, changed or deleted, sorted; the folder itself where the
     *     system lost count of its events
     */
    public Set<Path> awaitChange() throws IOException, InterruptedException {
        Set<Path> changed = new TreeSet<>();
        while (changed.isEmpty()) {
            drain(events.take(), changed);
            WatchKey next = nextWithinQuiet();
            while (next != null) {
                drain(next, changed);
                next = nextWithinQuiet();
            }
        }
        return changed;
    }

    private @Nullable WatchKey nextWithinQuiet() throws InterruptedException {
        return events.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void drain(WatchKey key, Set<Path> changed) throws IOException {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder != null) {
                note(folder, event, changed);
            }
        }
        if (!key.reset()) {
            folders.remove(key);
        }
    }

    private void note(Path folder, WatchEvent<?> event, Set<Path> changed) throws IOException {
        if (event.kind() == OVERFLOW) {
            changed.add(folder);
            return;
        }
        Path path = folder.resolve((Path) event.context());
        if (ignored.test(path)) {
            return;
        }
        if (event.kind() == ENTRY_CREATE && Files.isDirectory(path)) {
            register(path, changed);
        } else if (!Files.isDirectory(path)) {
            changed.add(path);
        }
    }

    /** Files that were there before the folder was watched sent no event: they count as changed. */
    private void register(Path root, Set<Path> changed) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (ignored.test(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.put(folder.register(events, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!ignored.test(file)) {
                    changed.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
