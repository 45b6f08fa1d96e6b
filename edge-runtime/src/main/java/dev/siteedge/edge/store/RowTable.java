package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The rows that no object holds yet, and what turns rows into Parquet and back. Safe for use by many threads. */
public interface RowTable {
    /** Adds rows, each position once; all of them or, with an exception, none. */
    void append(List<Row> rows);

    /** Whether any pending row is in the range, both ends inclusive. */
    boolean hasRows(long from, long to);

    /**
     * Writes the pending rows of a range as one Parquet file, in order; the footer's key-values {@code first_position}
     * and {@code last_position} repeat the range. The same rows give the same bytes.
     *
     * @return what was written; zero rows, and no file, when the range has none
     */
    Written write(long from, long to, Path file);

    /** Forgets pending rows up to the position. */
    void forget(long through);

    /** Reads the rows that recovery needs from a Parquet file: all experiment facts, visits received since a time. */
    void read(Path parquet, long visitsSince, Consumer<Row> reader);

    /**
     * Copies a Parquet file without expired rows.
     *
     * @return what was written; zero rows, and no file, when all are expired
     */
    Written rewrite(Path parquet, Expiry expiry, long from, long to, Path file);

    /** @param rows how many; the times are the events' own, of the oldest and newest, 0 without rows */
    record Written(long rows, long minTime, long maxTime) {}
}
