package dev.siteedge.edge.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local copies of committed objects, bounded by bytes, least recently used first out. A file goes only while no query
 * reads: removal that finds one waits for the next chance. Safe for use by many threads.
 */
public final class SegmentCache {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentCache.class);

    private static final int QUERIES_SECONDS = 5;

    private final Path folder;
    private final long maxBytes;
    private final ObjectStore store;
    /** Tried, never waited for: a file that has to go is looked at again after the next query. */
    private final ReentrantReadWriteLock reading = new ReentrantReadWriteLock();

    private final Map<Path, Long> bytesByFile = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Path> doomed = new ArrayDeque<>();
    private long bytes;

    public SegmentCache(Path folder, long maxBytes, ObjectStore store) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.store = store;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().startsWith(DurableFiles.DRAFT)) {
                    Files.delete(file);
                } else {
                    register(file, Files.size(file));
                }
            }
        }
    }

    /** Held while files are read; close it in the same thread. */
    public Reading read() {
        reading.readLock().lock();
        return () -> {
            reading.readLock().unlock();
            removeDoomed();
        };
    }

    /** Says that the files are in use until closed. */
    public interface Reading extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The local file of an object, fetched and verified when it is not here.
     *
     * @return empty when the object is gone or is not what the manifest says
     * @throws StoreUnavailableException when the store does not answer
     */
    public Optional<Path> file(Segment segment) {
        Optional<Path> local = localFile(segment);
        if (local.isPresent()) {
            return local;
        }
        Path file = folder.resolve(segment.fileName());
        Optional<byte[]> object = store.get(segment.key()).map(ObjectStore.StoredObject::bytes);
        if (object.isEmpty() || !Sha256.hex(object.get()).equals(segment.sha256())) {
            LOG.warn("{} is {} in {}", segment.key(), object.isEmpty() ? "missing" : "damaged", store);
            return Optional.empty();
        }
        add(file, object.get());
        return Optional.of(file);
    }

    /** The local file of an object; empty when it would have to be fetched. */
    public Optional<Path> localFile(Segment segment) {
        Path file = folder.resolve(segment.fileName());
        return touch(file) ? Optional.of(file) : Optional.empty();
    }

    /** Keeps a committed file of the outbox under its own name; the other one stays until {@link #discard}. */
    void adopt(Segment segment, Path outboxFile) throws IOException {
        Path file = folder.resolve(segment.fileName());
        Files.deleteIfExists(file);
        Files.createLink(file, outboxFile);
        register(file, segment.bytes());
    }

    /** Removes a file that no new reader will look for, when the last one is done. */
    void discard(Path file) {
        remove(file);
    }

    /** Drops the local copy of an object that was deleted. */
    void forget(Segment segment) {
        Path file = folder.resolve(segment.fileName());
        synchronized (this) {
            Long size = bytesByFile.remove(file);
            bytes -= size == null ? 0 : size;
        }
        remove(file);
    }

    /**
     * Removes the copies of all other objects. Waits a while for queries to end: one that began before might fetch what it
     * pinned.
     *
     * @return false when queries go on
     */
    boolean keepOnly(List<Segment> segments) {
        Set<Path> kept = new HashSet<>();
        segments.forEach(segment -> kept.add(folder.resolve(segment.fileName())));
        try {
            if (!reading.writeLock().tryLock(QUERIES_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            synchronized (this) {
                for (Path file : files.filter(one -> !kept.contains(one)).toList()) {
                    Long size = bytesByFile.remove(file);
                    bytes -= size == null ? 0 : size;
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the cache can't be purged: " + folder, e);
        } finally {
            reading.writeLock().unlock();
        }
        removeDoomed();
        return true;
    }

    private void add(Path file, byte[] content) {
        try {
            DurableFiles.replace(file, content);
        } catch (IOException e) {
            throw new StoreUnavailableException("can't keep " + file + ": " + e.getMessage(), e);
        }
        register(file, content.length);
    }

    private synchronized boolean touch(Path file) {
        return bytesByFile.get(file) != null;
    }

    private synchronized void register(Path file, long size) {
        Long before = bytesByFile.put(file, size);
        bytes += size - (before == null ? 0 : before);
        while (bytes > maxBytes && bytesByFile.size() > 1) {
            Iterator<Map.Entry<Path, Long>> entries = bytesByFile.entrySet().iterator();
            Map.Entry<Path, Long> oldest = entries.next();
            bytes -= oldest.getValue();
            doomed.add(oldest.getKey());
            entries.remove();
        }
    }

    private void remove(Path file) {
        synchronized (this) {
            doomed.add(file);
        }
        removeDoomed();
    }

    private void removeDoomed() {
        if (reading.getReadHoldCount() > 0 || !reading.writeLock().tryLock()) {
            return;
        }
        try {
            synchronized (this) {
                for (Path file = doomed.poll(); file != null; file = doomed.poll()) {
                    if (!bytesByFile.containsKey(file)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("a file of the cache can't be removed: {}", e.getMessage());
        } finally {
            reading.writeLock().unlock();
        }
    }
}
