package dev.siteedge.edge.store;

import java.util.HashMap;

class MemoryRowsTest extends RowTableContract {
    private final MemoryRows rows = new MemoryRows(new HashMap<>());

    @Override
    protected RowTable table() {
        return rows;
    }
}
