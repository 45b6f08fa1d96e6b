package dev.siteedge.edge.log;

import java.sql.SQLException;
import java.util.function.Consumer;

/** Where batches lie on disk; used by the log's one writer thread, {@link #read} also before that starts. */
interface BatchTable extends AutoCloseable {
    /** @param received milliseconds since 1970 */
    record Stored(long first, int count, long received, byte[] sequence) {
        long last() {
            return first + count - 1;
        }
    }

    /** Who the log is and where it ends, so that a trimmed log goes on where it was. */
    record Head(String logId, long next, long received, long bytes) {}

    Head head() throws SQLException;

    /** Returns when the batch is on disk. */
    void insert(Stored batch) throws SQLException;

    boolean contains(Stored batch) throws SQLException;

    /**
     * What a step of trimming did.
     *
     * @param bytes of the batches that were removed
     * @param more there are others that end at or below the position
     */
    record Trimmed(long bytes, boolean more) {}

    /** Removes the oldest of those that end at or below the position, at least one and about so many bytes. */
    Trimmed trim(long through, long maxBytes) throws SQLException;

    /**
     * Gives the file system some of the room that {@link #trim} made, beyond what is kept for batches to come.
     *
     * @return there is more to give back
     */
    boolean giveBack(long keptBytes) throws SQLException;

    /** Where the oldest batch begins; that of the next one when there is none. */
    long first() throws SQLException;

    /** Removes all that end at or below the position and leaves nothing of them in the files; returns the bytes left. */
    long purge(long through) throws SQLException;

    void read(long from, Consumer<Stored> reader) throws SQLException;

    /** Opens the file anew: after SQLITE_FULL the driver's idea of the transaction is wrong. */
    void reopen() throws SQLException;

    String note(String key) throws SQLException;

    void note(String key, String value) throws SQLException;

    @Override
    void close() throws SQLException;
}
