package dev.siteedge.edge.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An object store in memory that fails as told: before a write, or after it, when only the answer is lost. */
public final class FaultyObjectStore implements ObjectStore {
    private final Map<String, byte[]> objects = new TreeMap<>();
    private final List<String> writes = new ArrayList<>();
    private Predicate<String> failsBefore = key -> false;
    private Predicate<String> failsAfter = key -> false;
    private boolean away;
    private int countdown = -1;
    private boolean lastIsWritten;
    private int reads;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Writes to these keys fail, and nothing is written. */
    public synchronized void failBefore(Predicate<String> keys) {
        failsBefore = keys;
    }

    /** Writes to these keys happen, but the answer is lost. */
    public synchronized void failAfter(Predicate<String> keys) {
        failsAfter = keys;
    }

    /**
     * The nth write from now on, 1 is the next, is the last that is tried; no call is answered any more.
     *
     * @param written it happens, and only its answer is lost
     */
    public synchronized void dieAtWrite(int nth, boolean written) {
        countdown = nth;
        lastIsWritten = written;
    }

    /** No call returns until the gate opens. */
    public void hangUntil(CountDownLatch opened) {
        gate = opened;
    }

    /** Replaces the bytes of an object behind everyone's back. */
    public synchronized void damage(String key) {
        objects.put(key, new byte[] {1, 2, 3});
    }

    /** How many objects were asked for, answered or not. */
    public synchronized int reads() {
        return reads;
    }

    /** No call is answered. */
    public synchronized void away(boolean isAway) {
        away = isAway;
    }

    public synchronized void heal() {
        failsBefore = key -> false;
        failsAfter = key -> false;
        away = false;
        countdown = -1;
    }

    /** Keys in the order they were written. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    @Override
    public Optional<String> putIfAbsent(String key, byte[] bytes) {
        return write(key, () -> objects.containsKey(key) ? Optional.empty() : Optional.of(store(key, bytes)));
    }

    @Override
    public Optional<String> compareAndSwap(String key, byte[] bytes, Optional<String> etag) {
        return write(key, () -> {
            Optional<String> current = Optional.ofNullable(objects.get(key)).map(Sha256::hex);
            return current.equals(etag) ? Optional.of(store(key, bytes)) : Optional.empty();
        });
    }

    @Override
    public Optional<StoredObject> get(String key) {
        awaitGate();
        return find(key);
    }

    private synchronized Optional<StoredObject> find(String key) {
        reads++;
        check(away, key);
        return Optional.ofNullable(objects.get(ObjectKeys.check(key)))
                .map(bytes -> new StoredObject(Sha256.hex(bytes), bytes.clone()));
    }

    @Override
    public Optional<ObjectFacts> head(String key) {
        return get(key).map(found -> new ObjectFacts(found.etag(), found.bytes().length, found.etag()));
    }

    @Override
    public void delete(String key) {
        write(key, () -> Optional.ofNullable(objects.remove(key)).map(Sha256::hex));
    }

    @Override
    public synchronized List<String> list(String prefix) {
        check(away, prefix);
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public void close() {}

    private String store(String key, byte[] bytes) {
        objects.put(ObjectKeys.check(key), bytes.clone());
        writes.add(key);
        return Sha256.hex(bytes);
    }

    private Optional<String> write(String key, Supplier<Optional<String>> step) {
        awaitGate();
        synchronized (this) {
            countdown--;
            boolean dies = countdown == 0;
            check(away || dies && !die() || failsBefore.test(key), key);
            Optional<String> answer = step.get();
            check(dies || failsAfter.test(key), key);
            return answer;
        }
    }

    /** Whether the last write still happens. */
    private boolean die() {
        away = true;
        return lastIsWritten;
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted", new IOException(e));
        }
    }

    private static void check(boolean fails, String key) {
        if (fails) {
            throw new StoreUnavailableException("no answer for " + key, new IOException("timed out"));
        }
    }
}
