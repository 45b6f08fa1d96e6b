package dev.siteedge.edge.store;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * One Parquet object of rows.
 *
 * @param key its key in the store
 * @param from the first position it stands for; not every position has a row
 * @param to the last position it stands for
 * @param rows 1 or more
 * @param sha256 of the bytes, lower-case hex
 * @param minTime the oldest time of its rows, milliseconds since 1970; {@code minReceived} before events had their own
 * @param maxTime the newest time of its rows, milliseconds since 1970
 */
public record Segment(
        String key,
        long from,
        long to,
        long rows,
        long bytes,
        String sha256,
        @JsonAlias("minReceived") long minTime,
        @JsonAlias("maxReceived") long maxTime) {

    /** The name under which the file lies in the outbox and the cache. */
    public String fileName() {
        return key.replace('/', '_');
    }
}
