package dev.siteedge.edge.log;

import dev.siteedge.edge.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event and the shard that folds it. The number is logged, as neither the visitor's address nor the routing key is.
 *
 * @param shard 0 to the number of shards - 1
 * @param at when it happened, in milliseconds since 1970, where a trusted sender said so; null for when it was received
 */
public record Routed(int shard, Event event, @Nullable Long at) implements LogEntry {
    public Routed {
        if (shard < 0) {
            throw new IllegalArgumentException("shard must be 0 or more: " + shard);
        }
    }

    /** An event that happened when it was received. */
    public Routed(int shard, Event event) {
        this(shard, event, null);
    }

    /** When it happened: never after {@code received}, whatever clocks said. */
    public long time(long received) {
        return at == null ? received : Math.min(at, received);
    }
}
