package dev.siteedge.maven.jekyll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Says how far a long build is, once in a while; a build shorter than that says nothing.
 */
final class Progress {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final BuildLog log;
    private Instant last;

    Progress(InstantSource clock, BuildLog log) {
        this.clock = clock;
        this.log = log;
        this.last = clock.instant();
    }

    /**
     * @param phase what Jekyll is doing
     * @param total 0 where it is not known
     */
    void report(String phase, int done, int total) {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(INTERVAL) < 0) {
            return;
        }
        last = now;
        log.progress(total == 0 ? phase + " …" : String.format(Locale.ROOT, "%s … %,d of %,d", phase, done, total));
    }
}
