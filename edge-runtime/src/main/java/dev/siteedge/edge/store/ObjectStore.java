package dev.siteedge.edge.store;

import java.util.List;
import java.util.Optional;

/**
 * Objects under keys, each write atomic and durable when it returns, reads consistent with what was written before. Safe
 * for use by many threads and processes. A key has 1 to 900 bytes of {@code A-Za-z0-9/._=%-}, no empty part and no
 * {@code ..}.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the outcome is unknown: a write may have happened.
 */
public interface ObjectStore extends AutoCloseable {
    /**
     * Writes the object unless the key is taken.
     *
     * @return its ETag, or empty when there is an object, which may be our own from an attempt whose answer was lost
     */
    Optional<String> putIfAbsent(String key, byte[] bytes);

    /**
     * Replaces the object when it is still the one that was read.
     *
     * @param etag of the object to replace; empty when there must be none
     * @return the new ETag, or empty when another object is there
     */
    Optional<String> compareAndSwap(String key, byte[] bytes, Optional<String> etag);

    Optional<StoredObject> get(String key);

    Optional<ObjectFacts> head(String key);

    /** Removes the object; it is no error when there is none. */
    void delete(String key);

    /** All keys that start so, sorted. */
    List<String> list(String prefix);

    @Override
    void close();

    /** An object as read. */
    record StoredObject(String etag, byte[] bytes) {}

    /**
     * @param etag changes with the bytes
     * @param sha256 of the bytes in lower-case hex, empty when the object was not written by us
     */
    record ObjectFacts(String etag, long bytes, String sha256) {}
}
