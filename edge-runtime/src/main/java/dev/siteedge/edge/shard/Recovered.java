package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.ExperimentEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of before, shared by all shards: that of a snapshot and of the rows stored after it. Neither says which shard
 * folded what (a shard depends on the visitor's address, which is kept nowhere), so a shard that meets an id or a visitor
 * for the first time looks here. All events of a visitor go to one shard, so nobody else wants the same session.
 *
 * <p>Filled by one thread, then {@link #seal}ed, then read by many. Nothing is taken out of it but what is erased: a
 * snapshot that is taken while shards go on shall not miss a session that one of them has just taken over.
 */
final class Recovered {
    private static final LongMap NO_IDS = new LongMap();

    private volatile LongMap receivedById = new LongMap();
    private volatile Map<Long, OpenVisits> sessions = new HashMap<>();
    private MinuteRing ring = MinuteRing.ofNode();
    private volatile MinuteRing.Copy minutes = ring.copy();
    private long newest = Long.MIN_VALUE;
    /** The window of the ids is over, and with it that of the sessions. */
    private volatile boolean expired;

    /** Adds the state at a snapshot; before any row. */
    void add(StateSnapshot snapshot) {
        newest = snapshot.received();
        receivedById = snapshot.ids();
        sessions = new HashMap<>(snapshot.sessions());
        ring = MinuteRing.restored(snapshot.minutes());
    }

    /** Adds one row; rows come in the order of their positions. */
    void add(Row row) {
        newest = Math.max(newest, row.received());
        Visit visit = row.visit();
        boolean began = false;
        if (!(row.event() instanceof ExperimentEvent)) {
            receivedById.put(RecentIds.key(row.event()), row.received());
        }
        if (visit != null) {
            long key = Sessions.key(row.event().site(), visit);
            OpenVisits open = sessions(key, row.received());
            began = open == null || open.at(row.time()) == null;
            OpenVisits now = open == null
                    ? OpenVisits.of(visit, row.time(), row.received())
                    : open.with(visit, row.time(), row.received());
            sessions.put(key, now);
        }
        ring.count(row, began);
    }

    /** Remembers that a row's id is known, and nothing else of it; after the rows and before the shards start. */
    void addId(Row row) {
        long id = RecentIds.key(row.event());
        receivedById.put(id, Math.max(row.received(), receivedById.getOrDefault(id, Long.MIN_VALUE)));
    }

    /**
     * Forgets all of a site; one caller at a time. Readers may be there: what they still find of the site belongs to events
     * that are erased with it.
     */
    void erase(String site) {
        LongMap others = new LongMap();
        receivedById.forEach((id, received) -> {
            if (!Fingerprint.isOf(id, site)) {
                others.put(id, received);
            }
        });
        Map<Long, OpenVisits> otherSessions = new HashMap<>(sessions);
        otherSessions.keySet().removeIf(key -> Fingerprint.isOf(key, site));
        receivedById = others;
        sessions = otherSessions;
        ring.erase(site);
        MinuteRing otherMinutes = MinuteRing.restored(minutes);
        otherMinutes.erase(site);
        minutes = otherMinutes.copy();
    }

    /** From now on it is only read. */
    void seal() {
        minutes = ring.copy();
        ring = MinuteRing.ofNode();
    }

    /** @param received the time of the batch that the id came with */
    boolean knows(long id, long received) {
        if (expired) {
            return false;
        }
        if (received - RecentIds.WINDOW_MILLIS > newest) {
            expire();
            return false;
        }
        return receivedById.getOrDefault(id, Long.MIN_VALUE) >= received - RecentIds.WINDOW_MILLIS;
    }

    /** The visitor's sessions, or null when none is still open. */
    @Nullable OpenVisits sessions(long key, long received) {
        OpenVisits open = expired ? null : sessions.get(key);
        return open == null || open.touched() < received - Sessions.IDLE_MILLIS ? null : open;
    }

    LongMap ids() {
        return expired ? NO_IDS : receivedById;
    }

    Map<Long, OpenVisits> sessions() {
        return expired ? Map.of() : sessions;
    }

    MinuteRing.Copy minutes() {
        return minutes;
    }

    /** {@code received} of the newest thing in here; {@link Long#MIN_VALUE} when there is nothing. */
    long newest() {
        return newest;
    }

    private void expire() {
        expired = true;
        receivedById = NO_IDS;
        sessions = Map.of();
    }
}
