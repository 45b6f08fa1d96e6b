package dev.siteedge.edge.log;

import java.util.List;

/**
 * Entries that became durable together.
 *
 * @param received when, in milliseconds since 1970; never less than that of an earlier batch of the same log
 * @param entries at least one, in the order of their positions
 */
public record Batch(long received, List<Logged> entries) {
    public Batch {
        entries = List.copyOf(entries);
    }

    /** The position of the last entry. */
    public long last() {
        return entries.get(entries.size() - 1).position();
    }

    /**
     * @param position the entry's running number in its log, 1 or more
     * @param bytes the size of its encoded form
     */
    public record Logged(long position, int bytes, LogEntry entry) {}
}
