package dev.siteedge.edge.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What bodies under way may take of the heap, all together: thousands of slow clients with large bodies must not fill it.
 * Safe for use by many threads.
 */
public final class BodyMemory {
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    public BodyMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An eighth of the heap: a body is there twice or three times while it is worked on. */
    public static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / 8);
    }

    boolean tryTake(int more) {
        if (bytes.addAndGet(more) <= maxBytes) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    void giveBack(int fewer) {
        bytes.addAndGet(-fewer);
    }
}
