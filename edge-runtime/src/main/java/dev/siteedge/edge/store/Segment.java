package dev.siteedge.edge.store;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet object of rows. Those of a flush stand for disjoint ranges of positions; those that compaction made of them
 * hold one site's rows of one day, and their ranges overlap.
 *
 * @param key its key in the store
 * @param from the first position it stands for; not every position has a row
 * @param to the last position it stands for
 * @param rows 1 or more
 * @param sha256 of the bytes, lower-case hex
 * @param minTime the oldest time of its rows, milliseconds since 1970; {@code minReceived} before events had their own
 * @param maxTime the newest time of its rows, milliseconds since 1970
 * @param partition null: any sites and days, as flushed
 */
public record Segment(
        String key,
        long from,
        long to,
        long rows,
        long bytes,
        String sha256,
        @JsonAlias("minReceived") long minTime,
        @JsonAlias("maxReceived") long maxTime,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Partition partition) {
    private static final int MAX_NAME = 200;

    /** As flushed. */
    public Segment(String key, long from, long to, long rows, long bytes, String sha256, long minTime, long maxTime) {
        this(key, from, to, rows, bytes, sha256, minTime, maxTime, null);
    }

    /** The name under which the file lies in the outbox and the cache. */
    public String fileName() {
        String name = key.replace('/', '_');
        return name.length() <= MAX_NAME ? name : Sha256.hex(key.getBytes(StandardCharsets.UTF_8)) + ".parquet";
    }

    /** Whether a row of the site may be in it. */
    public boolean mayHold(String site) {
        return partition == null || partition.site().equals(site);
    }

    Segment withKey(String newKey, @Nullable Partition newPartition) {
        return new Segment(newKey, from, to, rows, bytes, sha256, minTime, maxTime, newPartition);
    }
}
