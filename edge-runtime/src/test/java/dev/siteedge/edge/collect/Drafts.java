package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Makes drafts for tests of single steps. */
final class Drafts {
    static final Caller CALLER = new Caller("192.0.2.1", "Mozilla/5.0 Firefox/130.0", "DE", null, false);

    private Drafts() {}

    static Draft of(String json) {
        return of(json, CALLER, "example.com", "example.com", false);
    }

    static Draft of(String json, Caller caller, String originHost, String host, boolean loopback) {
        Body body = new BodyParser().parse(json.getBytes(StandardCharsets.UTF_8));
        Instant now = Instant.parse("2026-03-10T12:00:00Z");
        return Draft.of(new Arrival(
                body,
                new Sender(
                        caller, UserAgents.guess(caller.userAgent()), originHost, host, false, false, loopback, now)));
    }

    /** At example.com, with a visitor. */
    static Draft resolved(String json) {
        return of(json).withSite("example.com").withVisitor(new Visitor(-1L, null, null, "d1"));
    }
}
