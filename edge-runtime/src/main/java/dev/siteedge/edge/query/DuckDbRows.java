package dev.siteedge.edge.query;

import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.store.Expiry;
import dev.siteedge.edge.store.RowTable;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Pending rows as DuckDB tables, Parquet by DuckDB's COPY (zstd, rows in order of their positions). */
public final class DuckDbRows implements RowTable {
    private static final String SUMMARY = "SELECT count(*), coalesce(epoch_ms(min(" + RowColumns.TIME + ")), 0),"
            + " coalesce(epoch_ms(max(" + RowColumns.TIME + ")), 0) FROM ";

    private final DuckDb db;

    public DuckDbRows(DuckDb db) {
        this.db = db;
    }

    /** Something done with a connection of its own. */
    private interface Work<T> {
        T with(DuckDBConnection connection) throws SQLException;
    }

    @Override
    public void append(List<Row> rows) {
        run("append rows", connection -> {
            // An appender does not open the transaction that setAutoCommit(false) promises.
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN TRANSACTION");
                try (DuckDBAppender pageviews = connection.createAppender(DuckDb.PAGEVIEWS);
                        DuckDBAppender others = connection.createAppender(DuckDb.OTHERS)) {
                    for (Row row : rows) {
                        if (row.event() instanceof Pageview pageview) {
                            RowColumns.append(pageviews, row, pageview);
                        } else {
                            RowColumns.append(others, row);
                        }
                    }
                }
                return statement.execute("COMMIT");
            }
        });
    }

    @Override
    public boolean hasRows(long from, long to) {
        return summary("pending WHERE position BETWEEN ? AND ?", List.of(from, to))
                        .rows()
                > 0;
    }

    @Override
    public Written write(long from, long to, Path file) {
        String range = "pending WHERE position BETWEEN ? AND ?";
        Written written = summary(range, List.of(from, to));
        if (written.rows() > 0) {
            copy("SELECT * FROM " + range, List.of(from, to), from, to, file);
        }
        return written;
    }

    @Override
    public void forget(long through) {
        delete("forget rows", "position <= ?", List.of(through));
    }

    @Override
    public void read(List<Path> parquet, long visitsSince, Consumer<Row> reader) {
        String sql = RowColumns.READ + RowColumns.parquet(parquet.size())
                + " WHERE experiment <> '' OR epoch_ms(received) >= ? ORDER BY position";
        List<Object> values = names(parquet);
        values.add(visitsSince);
        run("read " + parquet, connection -> {
            Sources.select(connection, sql, values, row -> reader.accept(RowColumns.read(row)));
            return parquet;
        });
    }

    @Override
    public Written rewrite(Path parquet, Expiry expiry, long from, long to, Path file) {
        StringBuilder keep =
                new StringBuilder(RowColumns.parquet(1) + " WHERE epoch_ms(" + RowColumns.TIME + ") >= CASE");
        List<Object> values = new ArrayList<>(List.of(parquet.toString()));
        for (Map.Entry<String, Long> site : new TreeMap<>(expiry.keptSinceBySite()).entrySet()) {
            keep.append(" WHEN site = ? THEN CAST(? AS BIGINT)");
            values.add(site.getKey());
            values.add(site.getValue());
        }
        keep.append(" WHEN true THEN CAST(? AS BIGINT) END");
        values.add(expiry.keptSince());
        Written written = summary(keep.toString(), values);
        if (written.rows() > 0) {
            copy("SELECT * FROM " + keep, values, from, to, file);
        }
        return written;
    }

    @Override
    public void erase(String site, long through) {
        delete("erase rows", "site = ? AND position <= ?", List.of(site, through));
    }

    private void delete(String what, String condition, List<Object> values) {
        run(what, connection -> {
            connection.setAutoCommit(false);
            for (String table : List.of(DuckDb.PAGEVIEWS, DuckDb.OTHERS)) {
                try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + table + " WHERE " + condition)) {
                    DuckDb.bind(delete, values);
                    delete.executeUpdate();
                }
            }
            connection.commit();
            return what;
        });
    }

    @Override
    public Written rewriteWithout(Path parquet, String site, long through, long from, long to, Path file) {
        String others = RowColumns.parquet(1) + " WHERE site <> ? OR position > ?";
        List<Object> values = List.of(parquet.toString(), site, through);
        Written written = summary(others, values);
        if (written.rows() > 0) {
            copy("SELECT * FROM " + others, values, from, to, file);
        }
        return written;
    }

    private Written summary(String from, List<Object> values) {
        return run("count rows", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SUMMARY + from)) {
                DuckDb.bind(select, values);
                try (ResultSet sums = select.executeQuery()) {
                    sums.next();
                    return new Written(sums.getLong(1), sums.getLong(2), sums.getLong(3));
                }
            }
        });
    }

    @Override
    public List<Part> split(List<Path> parquet, Map<String, ZoneId> zoneBySite, Path folder) {
        ParquetSplit split = new ParquetSplit(parquet, zoneBySite, folder);
        return run("split " + parquet, split::run);
    }

    private void copy(String select, List<Object> values, long from, long to, Path file) {
        run("write " + file, connection -> {
            ParquetFile.write(connection, select, values, from, to, file);
            return file;
        });
    }

    private static List<Object> names(List<Path> files) {
        return new ArrayList<>(files.stream().map(Path::toString).toList());
    }

    private <T> T run(String what, Work<T> work) {
        try (DuckDBConnection connection = db.connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new QueryFailedException("DuckDB can't " + what, e);
        }
    }
}
