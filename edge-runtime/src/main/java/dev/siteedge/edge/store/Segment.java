package dev.siteedge.edge.store;

/**
 * One Parquet object of rows.
 *
 * @param key its key in the store
 * @param from the first position it stands for; not every position has a row
 * @param to the last position it stands for
 * @param rows 1 or more
 * @param sha256 of the bytes, lower-case hex
 * @param minReceived of its rows, milliseconds since 1970
 * @param maxReceived of its rows, milliseconds since 1970
 */
public record Segment(
        String key, long from, long to, long rows, long bytes, String sha256, long minReceived, long maxReceived) {

    /** The name under which the file lies in the outbox and the cache. */
    public String fileName() {
        return key.replace('/', '_');
    }
}
