package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.ExperimentEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ids and sessions of stored rows, shared by all shards. A row does not say which shard folded it (its shard depends on
 * the visitor's address), so a shard that meets a visitor for the first time looks here and takes the session over. All
 * events of a visitor go to one shard, so nobody else wants the same one. Filled before the shards start; safe for use
 * by many threads after.
 */
final class Recovered {
    private final Map<Long, Long> receivedById = new ConcurrentHashMap<>();
    private final Map<Long, OpenVisits> sessions = new ConcurrentHashMap<>();
    private volatile long newest = Long.MIN_VALUE;

    /** Adds one row; rows come in the order of their positions. */
    void add(Row row) {
        newest = Math.max(newest, row.received());
        if (row.event() instanceof ExperimentEvent) {
            return;
        }
        receivedById.put(RecentIds.key(row.event()), row.received());
        Visit visit = row.visit();
        if (visit != null) {
            long key = Sessions.key(row.event().site(), visit);
            OpenVisits open = sessions(key, row.received());
            sessions.put(
                    key,
                    open == null
                            ? OpenVisits.of(visit, row.time(), row.received())
                            : open.with(visit, row.time(), row.received()));
        }
    }

    boolean knows(long id, long received) {
        if (received - RecentIds.WINDOW_MILLIS > newest) {
            clear();
            return false;
        }
        Long at = receivedById.get(id);
        return at != null && at >= received - RecentIds.WINDOW_MILLIS;
    }

    /** The visitor's sessions, or null when none is still open. */
    @Nullable OpenVisits sessions(long key, long received) {
        OpenVisits open = sessions.get(key);
        return open == null || open.touched() < received - Sessions.IDLE_MILLIS ? null : open;
    }

    /** A shard has taken them over. */
    void forgetSessions(long key) {
        sessions.remove(key);
    }

    private void clear() {
        if (!receivedById.isEmpty()) {
            receivedById.clear();
            sessions.clear();
        }
    }
}
