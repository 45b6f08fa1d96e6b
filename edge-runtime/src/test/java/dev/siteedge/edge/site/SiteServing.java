package dev.siteedge.edge.site;

import dev.siteedge.edge.http.HandlerServer;
import dev.siteedge.edge.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A site behind its handler; the bucket comes with the header {@code X-Bucket}. */
final class SiteServing {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-03T00:00:00Z"), ZoneOffset.UTC);

    private SiteServing() {}

    static HandlerServer of(Site site, boolean preview) {
        return new HandlerServer(new SiteHandler(
                site,
                new FakeUnits(),
                request -> new Caller("127.0.0.1", "", "", request.getHeaders().get("X-Bucket"), false),
                CLOCK,
                preview));
    }
}
