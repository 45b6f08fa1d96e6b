package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.Shards;

/**
 * Moves rows from the shards into the table, one caller at a time: after {@link #pull} the table has every row of what
 * was acknowledged before the call, whoever moved it.
 */
public final class RowFeed {
    private final Shards shards;
    private final RowTable table;

    public RowFeed(Shards shards, RowTable table) {
        this.shards = shards;
        this.table = table;
    }

    /** @return how far the table is complete, and how much was logged; the rows are moved */
    public synchronized Shards.Drained pull() {
        Shards.Drained drained = shards.drain();
        if (!drained.rows().isEmpty()) {
            table.append(drained.rows());
        }
        return drained;
    }
}
