package dev.siteedge.edge.log;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** A real table whose next insert fails as told. */
final class FaultyBatchTable implements BatchTable {
    private final BatchTable table;
    private @Nullable SQLiteErrorCode failure;
    private boolean writesAllTheSame;
    int reopened;

    FaultyBatchTable(BatchTable table) {
        this.table = table;
    }

    /** @param written the batch is on disk in spite of the error */
    void failNextInsert(SQLiteErrorCode code, boolean written) {
        failure = code;
        writesAllTheSame = written;
    }

    @Override
    public void insert(Stored batch) throws SQLException {
        SQLiteErrorCode code = failure;
        failure = null;
        if (code == null || writesAllTheSame) {
            table.insert(batch);
        }
        if (code != null) {
            throw new SQLException(code.message, null, code.code);
        }
    }

    @Override
    public void reopen() throws SQLException {
        reopened++;
        table.reopen();
    }

    @Override
    public Head head() throws SQLException {
        return table.head();
    }

    @Override
    public boolean contains(Stored batch) throws SQLException {
        return table.contains(batch);
    }

    @Override
    public Trimmed trim(long through, long maxBytes) throws SQLException {
        return table.trim(through, maxBytes);
    }

    @Override
    public boolean giveBack(long keptBytes) throws SQLException {
        return table.giveBack(keptBytes);
    }

    @Override
    public long purge(long through) throws SQLException {
        return table.purge(through);
    }

    @Override
    public long first() throws SQLException {
        return table.first();
    }

    @Override
    public void read(long from, Consumer<Stored> reader) throws SQLException {
        table.read(from, reader);
    }

    @Override
    public String note(String key) throws SQLException {
        return table.note(key);
    }

    @Override
    public void note(String key, String value) throws SQLException {
        table.note(key, value);
    }

    @Override
    public void close() throws SQLException {
        table.close();
    }
}
