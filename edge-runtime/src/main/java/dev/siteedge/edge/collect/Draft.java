package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.log.Routed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way through the pipeline; each step fills in what it finds out.
 *
 * @param site empty until the site is known
 * @param session the session id that consent leaves
 * @param user the user id that consent leaves
 * @param visitor null until it is resolved
 * @param events what is to be logged
 * @param routed the same with their shards, filled by the last step
 */
record Draft(
        Arrival arrival,
        String site,
        @Nullable String session,
        @Nullable String user,
        Source source,
        Device device,
        @Nullable Visitor visitor,
        List<Event> events,
        List<Routed> routed)
        implements Outcome {
    static Draft of(Arrival arrival) {
        Body body = arrival.body();
        return new Draft(
                arrival,
                body.site(),
                body.sessionId(),
                body.userId(),
                Source.DIRECT,
                Device.UNKNOWN,
                null,
                List.of(),
                List.of());
    }

    Body body() {
        return arrival.body();
    }

    /** The visitor, for steps behind the one that resolves it. */
    Visitor knownVisitor() {
        return Objects.requireNonNull(visitor, "the visitor step runs first");
    }

    Draft withSite(String found) {
        return new Draft(arrival, found, session, user, source, device, visitor, events, routed);
    }

    Draft withIds(@Nullable String allowedSession, @Nullable String allowedUser) {
        return new Draft(arrival, site, allowedSession, allowedUser, source, device, visitor, events, routed);
    }

    Draft withSource(Source found) {
        return new Draft(arrival, site, session, user, found, device, visitor, events, routed);
    }

    Draft withDevice(Device found) {
        return new Draft(arrival, site, session, user, source, found, visitor, events, routed);
    }

    Draft withVisitor(Visitor found) {
        return new Draft(arrival, site, session, user, source, device, found, events, routed);
    }

    Draft withEvents(List<Event> found) {
        return new Draft(arrival, site, session, user, source, device, visitor, List.copyOf(found), routed);
    }

    Draft withRouted(List<Routed> found) {
        return new Draft(arrival, site, session, user, source, device, visitor, events, List.copyOf(found));
    }
}
