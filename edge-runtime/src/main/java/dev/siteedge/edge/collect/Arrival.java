package dev.siteedge.edge.collect;

import dev.siteedge.edge.identity.Caller;
import java.time.Instant;

/** What came: one event's body, and who sent it. Lives as long as the request. */
record Arrival(Body body, Sender sender) {
    Caller caller() {
        return sender.caller();
    }

    /** When it happened: when it came, unless the sender was allowed to say otherwise. */
    Instant time() {
        Long named = body.timestamp();
        return named == null ? sender.at() : Instant.ofEpochMilli(named);
    }
}
