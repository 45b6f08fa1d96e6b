package dev.siteedge.edge.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Objects as files of one folder. Writers of all processes take turns by a lock on one file; readers need none, because
 * a file appears and changes by rename. An ETag is the SHA-256 of the bytes.
 */
public final class DirectoryObjectStore implements ObjectStore {
    private static final long RETRY_NANOS = 1_000_000;

    private final Path root;
    private final FileChannel lockFile;
    private final ReentrantLock writers = new ReentrantLock();

    /** A step on the disk. */
    private interface Step<T> {
        T run() throws IOException;
    }

    private DirectoryObjectStore(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** @throws StoreUnavailableException when the folder can't be made or written */
    public static DirectoryObjectStore open(Path root) {
        return disk("open", root.toString(), () -> {
            Files.createDirectories(root);
            return new DirectoryObjectStore(
                    root, FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        });
    }

    @Override
    public Optional<String> putIfAbsent(String key, byte[] bytes) {
        return compareAndSwap(key, bytes, Optional.empty());
    }

    @Override
    public Optional<String> compareAndSwap(String key, byte[] bytes, Optional<String> etag) {
        Path file = file(key);
        return disk(
                "write",
                key,
                () -> exclusively(() -> {
                    Optional<String> current = read(file).map(Sha256::hex);
                    if (!current.equals(etag)) {
                        return Optional.empty();
                    }
                    DurableFiles.replace(file, bytes);
                    return Optional.of(Sha256.hex(bytes));
                }));
    }

    @Override
    public Optional<StoredObject> get(String key) {
        Path file = file(key);
        return disk("read", key, () -> read(file).map(bytes -> new StoredObject(Sha256.hex(bytes), bytes)));
    }

    @Override
    public Optional<ObjectFacts> head(String key) {
        return get(key).map(found -> new ObjectFacts(found.etag(), found.bytes().length, found.etag()));
    }

    @Override
    public void delete(String key) {
        Path file = file(key);
        disk("delete", key, () -> exclusively(() -> Files.deleteIfExists(file)));
    }

    @Override
    public List<String> list(String prefix) {
        return disk("list", prefix, () -> {
            List<String> keys = new ArrayList<>();
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        keys.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        // Deleted, or a draft that got its name, since its folder was read.
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
            return keys.stream().filter(key -> key.startsWith(prefix)).sorted().toList();
        });
    }

    @Override
    public String toString() {
        return "folder " + root;
    }

    @Override
    public void close() {
        disk("close", root.toString(), () -> {
            lockFile.close();
            return true;
        });
    }

    private Path file(String key) {
        return root.resolve(ObjectKeys.check(key));
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private <T> T exclusively(Step<T> step) throws IOException {
        writers.lock();
        try (FileLock held = lockFile()) {
            if (!held.isValid()) {
                throw new IOException("the lock of " + root + " was lost");
            }
            return step.run();
        } finally {
            writers.unlock();
        }
    }

    /** Another store of this very JVM on the same folder shows as an overlap, which the system does not wait for. */
    private FileLock lockFile() throws IOException {
        while (true) {
            try {
                return lockFile.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private static <T> T disk(String what, String key, Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            throw new StoreUnavailableException("can't " + what + " " + key + ": " + e.getMessage(), e);
        }
    }
}
