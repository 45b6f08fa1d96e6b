package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import java.util.List;

/**
 * Moves rows from the shards into the table, one caller at a time: after {@link #pull} the table has every row of what
 * was acknowledged before the call, whoever moved it.
 */
public final class RowFeed {
    private final Shards shards;
    private final RowTable table;
    private List<Row> waiting = List.of();

    public RowFeed(Shards shards, RowTable table) {
        this.shards = shards;
        this.table = table;
    }

    /**
     * Rows that the table refuses stay here and come first the next time, and nothing more is taken out of the shards
     * until then: a cut can never pass a row that is not in the table.
     *
     * @return how far the table is complete, and how much was logged; the rows are moved
     */
    public synchronized Shards.Drained pull() {
        moveWaiting();
        Shards.Drained drained = shards.drain();
        waiting = drained.rows();
        moveWaiting();
        return drained;
    }

    private void moveWaiting() {
        if (!waiting.isEmpty()) {
            table.append(waiting);
            waiting = List.of();
        }
    }
}
