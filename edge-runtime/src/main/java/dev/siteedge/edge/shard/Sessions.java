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
 * hash, today's and then yesterday's; it ends after 30 minutes without an event. Owned by one thread.
 */
final class Sessions {
    static final long IDLE_MILLIS = 30 * 60_000;
    /** Per shard; beyond that the longest idle one is closed early. */
    static final int MAX_OPEN = 16_384;

    /** @param last when its last event was received, milliseconds since 1970 */
    record Open(Visit visit, long last) {}

    /** In order of the last event. */
    private final Map<Long, Open> byKey = new LinkedHashMap<>();

    private final Recovered recovered;
    private boolean began;

    Sessions(Recovered recovered) {
        this.recovered = recovered;
    }

    /** The session of the event, opened when need be; null for engagement without an open session. */
    @Nullable Visit of(VisitEvent event, long position, long received) {
        close(received - IDLE_MILLIS);
        long key = key(event.site(), event.visitor());
        Visit visit = find(event, key, received);
        began = visit == null;
        if (visit == null) {
            if (event instanceof Engagement) {
                return null;
            }
            visit = start(event, key, position, received);
        }
        byKey.remove(key);
        byKey.put(key, new Open(visit, received));
        limit();
        return visit;
    }

    /** Whether the last event began its session. */
    boolean began() {
        return began;
    }

    /** The open sessions by their keys. */
    Map<Long, Open> copy() {
        return Map.copyOf(byKey);
    }

    /** The key of a session that is already known, as {@link #of} would look for it. */
    static long key(String site, Visit visit) {
        return visit.namedByClient() ? visit.session() : Fingerprint.of(site, visit.visitor());
    }

    private static long key(String site, Visitor visitor) {
        String named = visitor.session();
        return named == null ? Fingerprint.of(site, visitor.hash()) : Fingerprint.of(site, "session", named) | 1;
    }

    private @Nullable Visit find(VisitEvent event, long key, long received) {
        Visit found = take(key, received);
        Long previous = event.visitor().previous();
        if (found == null && previous != null && event.visitor().session() == null) {
            found = take(Fingerprint.of(event.site(), previous), received);
        }
        return found;
    }

    private @Nullable Visit take(long key, long received) {
        Open open = byKey.remove(key);
        return open != null ? open.visit() : recovered.session(key, received);
    }

    private static Visit start(VisitEvent event, long key, long position, long received) {
        long hash = event.visitor().hash();
        long id = event.visitor().session() == null ? Fingerprint.of(event.site(), hash, position) & ~1L : key;
        return new Visit(id, received, hash, event.source(), event.path());
    }

    private void close(long idleSince) {
        Iterator<Open> oldest = byKey.values().iterator();
        while (oldest.hasNext() && oldest.next().last() < idleSince) {
            oldest.remove();
        }
    }

    private void limit() {
        if (byKey.size() > MAX_OPEN) {
            Iterator<Open> oldest = byKey.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
