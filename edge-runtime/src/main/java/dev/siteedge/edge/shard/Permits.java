package dev.siteedge.edge.shard;

/** How much may be between acceptance and the row table, in events and bytes. Safe for use by many threads. */
final class Permits {
    private final int maxEvents;
    private final long maxBytes;
    private int events;
    private long bytes;

    Permits(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Takes permits unless that would pass the limit. */
    synchronized boolean tryTake(int moreEvents) {
        if (!has(moreEvents)) {
            return false;
        }
        events += moreEvents;
        return true;
    }

    synchronized boolean has(int moreEvents) {
        return events + moreEvents <= maxEvents && bytes <= maxBytes;
    }

    /** Adds the size of what was taken, once it is known. */
    synchronized void weigh(long moreBytes) {
        bytes += moreBytes;
    }

    synchronized void giveBack(int fewerEvents, long fewerBytes) {
        events -= fewerEvents;
        bytes -= fewerBytes;
    }
}
