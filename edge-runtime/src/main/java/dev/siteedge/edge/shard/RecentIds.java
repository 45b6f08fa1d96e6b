package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.GoalReached;
import java.util.function.LongPredicate;

/**
 * The client ids of the last hour of logged time, so that a retry counts once. Owned by one thread. Holds at most
 * {@link #MAX_IDS}; beyond that the oldest are forgotten early.
 *
 * <p>As they are forgotten in the order in which they came, they lie in a ring; a table with open addressing, at most half
 * full, says where. Keys are fingerprints, hence spread as they are. Objects would take three times the memory, and a
 * third of the time of a fold.
 */
final class RecentIds {
    static final long WINDOW_MILLIS = 3_600_000;
    /** Per shard; 64 shards remember 2 million ids, 580 a second for an hour, in 48 MB. */
    static final int MAX_IDS = 32_768;

    /** A power of two; grows up to {@link #MAX_IDS}. */
    private long[] keys = new long[64];

    private long[] received = new long[64];
    /** One more than the place in the ring, 0 where nothing is. */
    private int[] table = new int[128];

    private int oldest;
    private int size;

    /**
     * What makes two events the same: one client id may stand for a pageview and for facts of several experiments.
     */
    static long key(Event event) {
        return Fingerprint.within(event.site(), fingerprint(event));
    }

    private static long fingerprint(Event event) {
        String type = event.getClass().getSimpleName();
        if (event instanceof GoalReached goal) {
            return Fingerprint.of(event.site(), type, goal.experiment(), goal.phase(), goal.goal(), event.id());
        }
        if (event instanceof ExperimentEvent fact) {
            return Fingerprint.of(event.site(), type, fact.experiment(), fact.phase(), event.id());
        }
        return Fingerprint.of(event.site(), type, event.id());
    }

    /** Remembers the id; false when it is known already. */
    boolean add(long key, long receivedAt) {
        forgetBefore(receivedAt - WINDOW_MILLIS);
        if (table[slot(key)] != 0) {
            return false;
        }
        if (size == MAX_IDS) {
            dropOldest();
        } else if (size == keys.length) {
            grow();
        }
        append(key, receivedAt);
        return true;
    }

    /** Forgets all of a site. */
    void erase(String site) {
        fill(keys.length, key -> !Fingerprint.isOf(key, site));
    }

    /** Every id with the time it was received, one after the other, oldest first. */
    long[] copy() {
        long[] pairs = new long[2 * size];
        for (int i = 0; i < size; i++) {
            int at = at(i);
            pairs[2 * i] = keys[at];
            pairs[2 * i + 1] = received[at];
        }
        return pairs;
    }

    private void append(long key, long receivedAt) {
        int at = at(size);
        keys[at] = key;
        received[at] = receivedAt;
        table[slot(key)] = at + 1;
        size++;
    }

    private void forgetBefore(long time) {
        while (size > 0 && received[oldest] < time) {
            dropOldest();
        }
    }

    private void dropOldest() {
        int mask = table.length - 1;
        int hole = slot(keys[oldest]);
        table[hole] = 0;
        // What was put behind the hole, as it was taken, moves into it.
        for (int next = hole + 1 & mask; table[next] != 0; next = next + 1 & mask) {
            int home = (int) keys[table[next] - 1] & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                table[hole] = table[next];
                table[next] = 0;
                hole = next;
            }
        }
        oldest = at(1);
        size--;
    }

    private void grow() {
        fill(2 * keys.length, key -> true);
    }

    /** Puts those that stay into a new ring, in their order. */
    private void fill(int places, LongPredicate stays) {
        long[] pairs = copy();
        keys = new long[places];
        received = new long[places];
        table = new int[2 * places];
        oldest = 0;
        size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (stays.test(pairs[i])) {
                append(pairs[i], pairs[i + 1]);
            }
        }
    }

    /** The place of the id that is so many behind the oldest. */
    private int at(int behind) {
        return oldest + behind & keys.length - 1;
    }

    /** Where the key is, or belongs. */
    private int slot(long key) {
        int mask = table.length - 1;
        int slot = (int) key & mask;
        while (table[slot] != 0 && keys[table[slot] - 1] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
