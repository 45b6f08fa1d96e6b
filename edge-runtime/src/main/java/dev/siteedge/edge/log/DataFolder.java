package dev.siteedge.edge.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The one folder a node writes: {@code lock}, {@code folder.properties} (format, number of shards), {@code log.db},
 * {@code ballast} (room for when the disk is full), {@code manifest.json} (the last one seen), {@code outbox/},
 * {@code cache/}, {@code snapshot/}, {@code tmp/}. Held by one process at a time.
 */
public final class DataFolder implements AutoCloseable {
    /** Raised when an older program could not read what is written. */
    static final int FORMAT = 1;

    /** Fixed when the folder is made: a shard number is logged with every event. */
    static final int SHARDS = 64;

    private final Path root;
    private final FileChannel lockFile;
    private final int shards;

    private DataFolder(Path root, FileChannel lockFile, int shards) {
        this.root = root;
        this.lockFile = lockFile;
        this.shards = shards;
    }

    /**
     * Makes the folder when it is missing, and locks it.
     *
     * @throws DataFolderException when it is no folder, not writable, in use, or written by a newer version
     */
    public static DataFolder open(Path root) {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new DataFolderException("The data folder is wrong: " + root + " is a file. Name a folder.");
        }
        FileChannel lock = null;
        try {
            Files.createDirectories(root);
            lock = lock(root);
            int shards = shards(root);
            for (String part : new String[] {"outbox", "cache", "snapshot", "tmp"}) {
                Files.createDirectories(root.resolve(part));
            }
            return new DataFolder(root, lock, shards);
        } catch (IOException e) {
            release(lock);
            throw new DataFolderException("The data folder is not writable: " + root + " ("
                    + e.getClass().getSimpleName() + "). Allow writing to it, or name another folder.");
        } catch (DataFolderException e) {
            release(lock);
            throw e;
        }
    }

    public int shards() {
        return shards;
    }

    public Path log() {
        return root.resolve("log.db");
    }

    public Path manifest() {
        return root.resolve("manifest.json");
    }

    public Path outbox() {
        return root.resolve("outbox");
    }

    public Path cache() {
        return root.resolve("cache");
    }

    /** The last snapshots of the state. */
    public Path snapshots() {
        return root.resolve("snapshot");
    }

    /** Where the query engine may spill. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    @Override
    public String toString() {
        return root.toString();
    }

    @Override
    public void close() {
        release(lockFile);
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new DataFolderException("The data folder is in use by another process: " + root
                    + ". Stop that process, or name another folder.");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static int shards(Path root) throws IOException {
        Path file = root.resolve("folder.properties");
        if (!Files.exists(file)) {
            describe(root, file);
        }
        Properties facts = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            facts.load(in);
        }
        int format = number(facts, "format", file);
        if (format > FORMAT) {
            throw new DataFolderException("The data folder was written by a newer version: " + root + " has format "
                    + format + "; this version reads up to " + FORMAT
                    + ". Run the newer version, or name another folder.");
        }
        return number(facts, "shards", file);
    }

    private static void describe(Path root, Path file) throws IOException {
        Properties facts = new Properties();
        facts.setProperty("format", Integer.toString(FORMAT));
        facts.setProperty("shards", Integer.toString(SHARDS));
        Path draft = root.resolve("folder.properties.new");
        try (OutputStream out = Files.newOutputStream(draft)) {
            facts.store(out, "site-edge data folder");
        }
        sync(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(root);
    }

    /** Makes a file's bytes, or a folder's names, survive a loss of power. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static int number(Properties facts, String key, Path file) {
        try {
            return Integer.parseInt(facts.getProperty(key, ""));
        } catch (NumberFormatException e) {
            throw new DataFolderException(
                    file + " is damaged: no number under '" + key + "'. Restore it from a backup.");
        }
    }

    private static void release(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new DataFolderException("The lock of the data folder can't be released: " + e.getMessage());
        }
    }
}
