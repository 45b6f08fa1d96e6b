package dev.siteedge.edge.log;

import dev.siteedge.edge.event.Event;

/**
 * An event and the shard that folds it. The number is logged, as neither the visitor's address nor the routing key is.
 *
 * @param shard 0 to the number of shards - 1
 */
public record Routed(int shard, Event event) implements LogEntry {
    public Routed {
        if (shard < 0) {
            throw new IllegalArgumentException("shard must be 0 or more: " + shard);
        }
    }
}
