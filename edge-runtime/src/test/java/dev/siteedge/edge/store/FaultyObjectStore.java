package dev.siteedge.edge.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** Writes to these keys fail, and nothing is written. */
    public synchronized void failBefore(Predicate<String> keys) {
        failsBefore = keys;
    }

    /** Writes to these keys happen, but the answer is lost. */
    public synchronized void failAfter(Predicate<String> keys) {
        failsAfter = keys;
    }

    /** The nth write from now on fails once, 1 is the next. */
    public synchronized void failWrite(int nth) {
        countdown = nth;
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
    public synchronized Optional<String> putIfAbsent(String key, byte[] bytes) {
        return write(key, () -> objects.containsKey(key) ? Optional.empty() : Optional.of(store(key, bytes)));
    }

    @Override
    public synchronized Optional<String> compareAndSwap(String key, byte[] bytes, Optional<String> etag) {
        return write(key, () -> {
            Optional<String> current = Optional.ofNullable(objects.get(key)).map(Sha256::hex);
            return current.equals(etag) ? Optional.of(store(key, bytes)) : Optional.empty();
        });
    }

    @Override
    public synchronized Optional<StoredObject> get(String key) {
        check(away, key);
        return Optional.ofNullable(objects.get(ObjectKeys.check(key)))
                .map(bytes -> new StoredObject(Sha256.hex(bytes), bytes.clone()));
    }

    @Override
    public synchronized Optional<ObjectFacts> head(String key) {
        return get(key).map(found -> new ObjectFacts(found.etag(), found.bytes().length, found.etag()));
    }

    @Override
    public synchronized void delete(String key) {
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
        countdown--;
        check(away || countdown == 0 || failsBefore.test(key), key);
        Optional<String> answer = step.get();
        check(failsAfter.test(key), key);
        return answer;
    }

    private static void check(boolean fails, String key) {
        if (fails) {
            throw new StoreUnavailableException("no answer for " + key, new IOException("timed out"));
        }
    }
}
