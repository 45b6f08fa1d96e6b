package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.Row;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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

    /**
     * Reads the rows that recovery needs from Parquet files, in the order of their positions: all experiment facts, visits
     * received since a time.
     */
    void read(List<Path> parquet, long visitsSince, Consumer<Row> reader);

    /**
     * Copies a Parquet file without expired rows.
     *
     * @return what was written; zero rows, and no file, when all are expired
     */
    Written rewrite(Path parquet, Expiry expiry, long from, long to, Path file);

    /** Removes a site's pending rows up to the position. */
    void erase(String site, long through);

    /**
     * Copies a Parquet file without a site's rows up to a position.
     *
     * @return what was written; zero rows, and no file, when it has no others
     */
    Written rewriteWithout(Path parquet, String site, long through, long from, long to, Path file);

    /**
     * Sorts the rows of Parquet files by site and by the day of the site's zone that they happened in, each day into one
     * file, in the order of positions. The same rows give the same bytes.
     *
     * @param zoneBySite UTC for sites that are not named
     * @param folder for the files; what is in it is removed first
     */
    List<Part> split(List<Path> parquet, Map<String, ZoneId> zoneBySite, Path folder);

    /**
     * One file of {@link #split}.
     *
     * @param from the first position of its rows
     * @param to the last position of its rows
     */
    record Part(Partition partition, Path file, long from, long to, Written written) {}

    /** @param rows how many; the times are the events' own, of the oldest and newest, 0 without rows */
    record Written(long rows, long minTime, long maxTime) {}
}
