package dev.siteedge.edge.shard;

import dev.siteedge.edge.log.Routed;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where the collector hands over what it resolved. Safe for use by many threads. */
public interface Intake {
    /** The number of logical shards, fixed when the data folder was made. */
    int shards();

    /** Whether so many events would be taken now, for whoever has work to do before it can {@link #submit} them. */
    boolean hasRoom(int events);

    /**
     * Logs the events as one unit, all or none.
     *
     * @param events at least one; no more than a batch of 1,000 with all that experiments count of it
     * @return completes when they are on disk and handed to their shards, so that every later query counts them;
     *     completes exceptionally with {@link OverloadedException}, and then nothing was logged
     */
    CompletableFuture<Void> submit(List<Routed> events);
}
