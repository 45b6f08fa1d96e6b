package dev.siteedge.edge.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Entries in one order, each on disk before anybody hears of it. A position is an entry's running number; it never
 * restarts within a log, and a new log goes on behind what the store has of the old one.
 */
public interface EventLog extends AutoCloseable {
    /** Which log the positions belong to; random, made with the log. */
    String id();

    /** The position that the next entry will get. */
    long nextPosition();

    /** The position of the oldest entry that is not trimmed; {@link #nextPosition} when there is none. */
    long firstPosition();

    /** The size of all entries that are not trimmed. */
    long bytes();

    /**
     * Appends the entries next to each other, all or none. Safe for use by many threads.
     *
     * @param entries at least one
     * @return completes with the first one's position when all are on disk and were delivered; completes exceptionally
     *     with {@link LogFullException} when nothing was logged for lack of room, with {@link LogStoppedException} when
     *     the log is closed or broken
     */
    CompletableFuture<Long> append(List<? extends LogEntry> entries);

    /** Sets who gets each batch, once, before the first append: in log order, on the writer's thread, after the disk. */
    void deliverTo(Consumer<Batch> listener);

    /** Hands over what is logged at and above a position, in order, on the caller's thread. */
    void read(long from, Consumer<Batch> reader);

    /** Forgets all batches that end at or below the position. Completes when they are gone. */
    CompletableFuture<Void> trim(long through);

    /**
     * The same, and leaves nothing of them in the files: overwrites, rewrites what stays, and empties the write-ahead log.
     * Costs as much as what stays is large.
     */
    CompletableFuture<Void> purge(long through);

    /** Keeps a fact beside the entries, e.g. how far the store has them. Completes when it is on disk. */
    CompletableFuture<Void> note(String key, String value);

    /** What was kept under the key, empty when nothing. */
    String note(String key);

    /** Appends what is queued, then closes. */
    @Override
    void close();
}
