package dev.siteedge.edge.shard;

/**
 * Numbers by numbers in 32 bytes an entry at most, where boxed ones would take 80: open addressing with linear probing, at
 * most half full. Keys are fingerprints, hence spread as they are. Filled by one thread, then read by many.
 */
final class LongMap {
    private static final int MIN_SLOTS = 16;

    private long[] keys;
    private long[] values;
    private boolean[] taken;
    private int size;

    LongMap() {
        this(0);
    }

    /** @param expected entries that it will not have to grow for */
    LongMap(int expected) {
        int slots = MIN_SLOTS;
        while (slots < 2 * expected) {
            slots *= 2;
        }
        keys = new long[slots];
        values = new long[slots];
        taken = new boolean[slots];
    }

    void put(long key, long value) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        int slot = slot(key);
        if (!taken[slot]) {
            taken[slot] = true;
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    long getOrDefault(long key, long none) {
        int slot = slot(key);
        return taken[slot] ? values[slot] : none;
    }

    int size() {
        return size;
    }

    /** Takes an entry. */
    interface Entry {
        void accept(long key, long value);
    }

    void forEach(Entry entry) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (taken[slot]) {
                entry.accept(keys[slot], values[slot]);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (taken[slot] && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        boolean[] oldTaken = taken;
        keys = new long[2 * oldKeys.length];
        values = new long[keys.length];
        taken = new boolean[keys.length];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldTaken[slot]) {
                put(oldKeys[slot], oldValues[slot]);
            }
        }
    }
}
