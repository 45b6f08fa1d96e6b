package dev.siteedge.edge.log;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets appends gather: after a commit that several shared, the next begins a millisecond after that one began. A disk that
 * syncs in a fifth of it would else commit every handful of appends by itself, and each commit wakes the shards and those who
 * answer: at 13,000 events a second that took a quarter of the processor time. Who appends alone never waits. PostgreSQL's
 * {@code commit_delay} and {@code commit_siblings} are the same; for one thread.
 */
final class CommitPace {
    static final long NANOS = 1_000_000;

    private final LongSupplier clock;
    private final LongConsumer sleep;
    private boolean shared;
    private long began;

    CommitPace() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param clock nanoseconds, as {@link System#nanoTime}
     * @param sleep for some nanoseconds, or less
     */
    CommitPace(LongSupplier clock, LongConsumer sleep) {
        this.clock = clock;
        this.sleep = sleep;
    }

    /** Returns when the next commit may begin. */
    void await() {
        for (long left = left(); left > 0; left = left()) {
            sleep.accept(left);
        }
    }

    private long left() {
        return shared ? began + NANOS - clock.getAsLong() : 0;
    }

    /** A commit begins. */
    void begin(int appends) {
        shared = appends > 1;
        began = clock.getAsLong();
    }
}
