package dev.siteedge.edge.query;

import dev.siteedge.edge.store.RowTable;
import dev.siteedge.edge.store.RowTableContract;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class DuckDbRowTableTest extends RowTableContract {
    private DuckDb db;
    private DuckDbRows rows;

    @BeforeEach
    void open() throws Exception {
        db = DuckDb.open(Files.createDirectories(folder.resolve("tmp")), 256 << 20, 2);
        rows = new DuckDbRows(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Override
    protected RowTable table() {
        return rows;
    }
}
