package dev.siteedge.edge.store;

import java.time.Duration;

/**
 * When to flush.
 *
 * @param interval between cuts, when there is anything to cut
 * @param bytes of log entries that make a cut due before that
 */
public record FlushRules(Duration interval, long bytes) {
    /** Between manifest writes: R2 takes one write a second per key. */
    static final Duration SPACING = Duration.ofSeconds(2);

    /** Between snapshots, when there is anything new: so much of the log is kept, so much is folded again at a start. */
    static final Duration SNAPSHOT_INTERVAL = Duration.ofMinutes(10);

    /** Of log entries that make a snapshot due before that: some 300,000 events, folded in a second. */
    static final long SNAPSHOT_BYTES = 64L << 20;

    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    static final Duration LAST_RETRY = Duration.ofSeconds(60);

    private static final Duration UPKEEP = Duration.ofHours(1);

    public FlushRules {
        if (interval.isNegative() || interval.isZero() || bytes < 1) {
            throw new IllegalArgumentException("flush interval and bytes must be above zero");
        }
    }

    /** Between runs of retention and compaction: an hour, and never less than between flushes. */
    Duration upkeep() {
        return interval.compareTo(UPKEEP) > 0 ? interval : UPKEEP;
    }
}
