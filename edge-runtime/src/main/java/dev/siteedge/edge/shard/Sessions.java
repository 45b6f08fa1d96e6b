package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.event.Visitor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of one shard. A session is found by the client's session id when there is one, else by the visitor's
 * hash, today's and then yesterday's; it ends after 30 minutes without an event. Which one an event joins goes by the
 * times of events, what is forgotten by when they were received. Owned by one thread.
 */
final class Sessions {
    static final long IDLE_MILLIS = 30 * 60_000;
    /** Per shard; beyond that the longest idle one is closed early. */
    static final int MAX_OPEN = 16_384;

    /** In order of when they were touched. */
    private final Map<Long, OpenVisits> byKey = new LinkedHashMap<>();

    private final Recovered recovered;
    private boolean began;

    Sessions(Recovered recovered) {
        this.recovered = recovered;
    }

    /** The session of the event, opened when need be; null for engagement without an open session. */
    @Nullable Visit of(VisitEvent event, long position, long time, long received) {
        close(received - IDLE_MILLIS);
        long key = key(event.site(), event.visitor());
        long foundAt = key;
        OpenVisits open = known(key, received);
        Long previous = event.visitor().previous();
        if (open == null && previous != null && event.visitor().session() == null) {
            foundAt = key(event.site(), previous);
            open = known(foundAt, received);
        }
        Visit visit = open == null ? null : open.at(time);
        began = visit == null;
        if (visit == null) {
            if (event instanceof Engagement) {
                return null;
            }
            visit = start(event, key, position, time);
        }
        byKey.remove(foundAt);
        byKey.put(key, open == null ? OpenVisits.of(visit, time, received) : open.with(visit, time, received));
        limit();
        return visit;
    }

    /** Whether the last event began its session. */
    boolean began() {
        return began;
    }

    /** Ends all of a site, without a trace. */
    void erase(String site) {
        byKey.keySet().removeIf(key -> Fingerprint.isOf(key, site));
    }

    /** The open sessions by their keys. */
    Map<Long, OpenVisits> copy() {
        return Map.copyOf(byKey);
    }

    /** The key of a session that is already known, as {@link #of} would look for it. */
    static long key(String site, Visit visit) {
        return visit.namedByClient() ? visit.session() : key(site, visit.visitor());
    }

    private static long key(String site, Visitor visitor) {
        String named = visitor.session();
        return named == null
                ? key(site, visitor.hash())
                : Fingerprint.within(site, Fingerprint.of(site, "session", named)) | 1;
    }

    private static long key(String site, long visitor) {
        return Fingerprint.within(site, Fingerprint.of(site, visitor));
    }

    private @Nullable OpenVisits known(long key, long received) {
        OpenVisits open = byKey.get(key);
        return open != null ? open : recovered.sessions(key, received);
    }

    private static Visit start(VisitEvent event, long key, long position, long time) {
        long hash = event.visitor().hash();
        long id = event.visitor().session() == null ? Fingerprint.of(event.site(), hash, position) & ~1L : key;
        return new Visit(id, time, hash, event.source(), event.path());
    }

    private void close(long idleSince) {
        Iterator<OpenVisits> oldest = byKey.values().iterator();
        while (oldest.hasNext() && oldest.next().touched() < idleSince) {
            oldest.remove();
        }
    }

    private void limit() {
        if (byKey.size() > MAX_OPEN) {
            Iterator<OpenVisits> oldest = byKey.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
