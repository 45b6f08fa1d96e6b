package dev.siteedge.edge.site;

import dev.siteedge.edge.http.HandlerServer;
import dev.siteedge.edge.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A site behind its handler; the bucket comes with the header {@code X-Bucket}. */
final class SiteServing {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-03T00:00:00Z"), ZoneOffset.UTC);

    private SiteServing() {}

    static HandlerServer of(Site site, boolean preview) {
        return of(site, preview ? Forcing.FREE : (variants, token) -> false);
    }

    static HandlerServer of(Site site, Forcing forcing) {
        return new HandlerServer(new SiteHandler(
                site,
                new FakeUnits(),
                request -> new Caller("127.0.0.1", "", "", request.getHeaders().get("X-Bucket"), false),
                CLOCK,
                forcing));
    }
}
