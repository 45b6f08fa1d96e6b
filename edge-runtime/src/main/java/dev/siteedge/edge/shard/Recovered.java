package dev.siteedge.edge.shard;

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
    private record Open(Visit visit, long last) {}

    private final Map<Long, Long> receivedById = new ConcurrentHashMap<>();
    private final Map<Long, Open> sessions = new ConcurrentHashMap<>();
    private volatile long newest = Long.MIN_VALUE;

    /**
     * Adds one row; rows come in the order of their positions.
     *
     * @param idsSince older ids are of no use, milliseconds since 1970
     */
    void add(Row row, long idsSince) {
        newest = Math.max(newest, row.received());
        if (row.received() < idsSince) {
            return;
        }
        receivedById.put(RecentIds.key(row.event()), row.received());
        Visit visit = row.visit();
        if (visit != null) {
            sessions.put(Sessions.key(row.event().site(), visit), new Open(visit, row.received()));
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

    /** Hands the session over, or null when there is none that is still open. */
    @Nullable Visit takeSession(long key, long received) {
        Open open = sessions.remove(key);
        return open == null || open.last() < received - Sessions.IDLE_MILLIS ? null : open.visit();
    }

    private void clear() {
        if (!receivedById.isEmpty()) {
            receivedById.clear();
            sessions.clear();
        }
    }
}
