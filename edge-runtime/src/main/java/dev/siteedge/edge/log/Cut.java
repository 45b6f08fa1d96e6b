package dev.siteedge.edge.log;

/**
 * The decision to store the rows of the positions {@code from} to {@code to} as one object. It is logged before the
 * object is written, because a cut by the clock would come out differently after a crash.
 *
 * @param from 1 or more
 * @param to inclusive
 * @param epoch the owner's epoch at the time of the cut, 0 while the store had not been reached
 */
public record Cut(long from, long to, long epoch) implements LogEntry {
    public Cut {
        if (from < 1 || to < from || epoch < 0) {
            throw new IllegalArgumentException("not a cut: " + from + " to " + to + ", epoch " + epoch);
        }
    }
}
