package dev.siteedge.edge.log;

/**
 * How much a log takes.
 *
 * @param maxQueuedEntries waiting for the disk
 * @param maxQueuedBytes waiting for the disk, encoded
 * @param maxLogBytes on disk and not trimmed
 */
public record LogLimits(int maxQueuedEntries, long maxQueuedBytes, long maxLogBytes) {
    public LogLimits {
        if (maxQueuedEntries < 1 || maxQueuedBytes < 1 || maxLogBytes < 1) {
            throw new IllegalArgumentException("every limit of the log must be 1 or more");
        }
    }

    /** 65,536 entries and 64 MiB queued. */
    public static LogLimits ofLogBytes(long maxLogBytes) {
        return new LogLimits(65_536, 64L << 20, maxLogBytes);
    }
}
