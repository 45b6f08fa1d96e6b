package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.GoalReached;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The client ids of the last hour of logged time, so that a retry counts once. Owned by one thread. Holds at most
 * {@link #MAX_IDS}; beyond that the oldest are forgotten early.
 */
final class RecentIds {
    static final long WINDOW_MILLIS = 3_600_000;
    /** Per shard; 64 shards remember 2 million ids, 580 a second for an hour, in about 170 MB. */
    static final int MAX_IDS = 32_768;

    private final Map<Long, Long> receivedById = new LinkedHashMap<>();

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
    boolean add(long key, long received) {
        forgetBefore(received - WINDOW_MILLIS);
        if (receivedById.putIfAbsent(key, received) != null) {
            return false;
        }
        if (receivedById.size() > MAX_IDS) {
            dropOldest();
        }
        return true;
    }

    /** Forgets all of a site. */
    void erase(String site) {
        receivedById.keySet().removeIf(key -> Fingerprint.isOf(key, site));
    }

    /** Every id with the time it was received, one after the other, oldest first. */
    long[] copy() {
        long[] pairs = new long[2 * receivedById.size()];
        int at = 0;
        for (Map.Entry<Long, Long> entry : receivedById.entrySet()) {
            pairs[at++] = entry.getKey();
            pairs[at++] = entry.getValue();
        }
        return pairs;
    }

    private void forgetBefore(long oldest) {
        Iterator<Long> times = receivedById.values().iterator();
        while (times.hasNext() && times.next() < oldest) {
            times.remove();
        }
    }

    private void dropOldest() {
        Iterator<Long> times = receivedById.values().iterator();
        times.next();
        times.remove();
    }
}
