package dev.siteedge.edge.store;

import dev.siteedge.edge.log.FailStop;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store can be worked with: how its last call went, how long to leave it alone after failures, and whether
 * another process owns the log's place, which ends this one. One thread calls, any may ask.
 */
final class StoreLink {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLink.class);

    private final Clock clock;
    private final FailStop failStop;
    private long lastFailureMillis;
    private Duration pause = Duration.ZERO;
    private Duration backoff = FlushRules.FIRST_RETRY;
    private volatile @Nullable String problem;
    private volatile boolean fenced;

    StoreLink(Clock clock, FailStop failStop) {
        this.clock = clock;
        this.failStop = failStop;
    }

    /** Runs what needs the store; false, and later tries wait, when the store is away or another process owns the log. */
    boolean reach(Runnable call) {
        try {
            call.run();
            problem = null;
            pause = Duration.ZERO;
            backoff = FlushRules.FIRST_RETRY;
            return true;
        } catch (StoreUnavailableException e) {
            if (problem == null) {
                LOG.warn("the store is away, collecting goes on: {}", e.getMessage());
            }
            report(e);
            lastFailureMillis = clock.millis();
            pause = backoff;
            Duration longer = backoff.multipliedBy(2);
            backoff = longer.compareTo(FlushRules.LAST_RETRY) > 0 ? FlushRules.LAST_RETRY : longer;
        } catch (FencedException e) {
            fenced = true;
            report(e);
            failStop.stop(String.valueOf(e.getMessage()), null);
        }
        return false;
    }

    /** Something else keeps the store from being up to date. */
    void report(Exception trouble) {
        problem = String.valueOf(trouble.getMessage());
    }

    /** After a failure, for a while. */
    boolean isPaused() {
        return !isOver(clock, pause, lastFailureMillis);
    }

    /** Why the store is not up to date. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    boolean isFenced() {
        return fenced;
    }

    /** Also when the clock was set back: waiting until it has caught up could take years. */
    static boolean isOver(Clock clock, Duration wait, long sinceMillis) {
        long now = clock.millis();
        return now < sinceMillis || now - sinceMillis >= wait.toMillis();
    }
}
