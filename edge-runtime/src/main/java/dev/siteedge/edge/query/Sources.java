package dev.siteedge.edge.query;

import dev.siteedge.edge.store.CurrentView;
import dev.siteedge.edge.store.RowFeed;
import dev.siteedge.edge.store.Segment;
import dev.siteedge.edge.store.SegmentCache;
import dev.siteedge.edge.store.StoreUnavailableException;
import dev.siteedge.edge.store.View;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/**
 * Everything that was acknowledged, as one FROM clause. The order matters: pull the rows, fix the snapshot of the pending
 * table, then pin the view. A flush in between only moves rows from above the view's position to below it, and those are
 * in its files; so nothing is read twice and nothing is missed.
 */
final class Sources {
    private final DuckDb db;
    private final RowFeed feed;
    private final CurrentView view;
    private final SegmentCache cache;

    Sources(DuckDb db, RowFeed feed, CurrentView view, SegmentCache cache) {
        this.db = db;
        this.feed = feed;
        this.view = view;
        this.cache = cache;
    }

    /**
     * What a query reads from.
     *
     * @param sql a FROM clause
     * @param values of its parameters
     * @param missing keys of objects that could not be read
     */
    record From(String sql, List<Object> values, List<String> missing) {}

    /** A query over them. */
    interface Query<T> {
        T run(From from, DuckDBConnection connection) throws SQLException;
    }

    /** A row of an answer. */
    interface Reader {
        void accept(ResultSet row) throws SQLException;
    }

    /** @param since rows before this and from {@code until} on need not be there, milliseconds since 1970 */
    <T> T query(long since, long until, Query<T> query) {
        feed.pull();
        try (SegmentCache.Reading reading = cache.read();
                DuckDBConnection connection = db.connect()) {
            connection.setAutoCommit(false);
            fixSnapshot(connection);
            T answer = query.run(from(view.get(), since, until), connection);
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw new QueryFailedException("DuckDB can't answer", e);
        }
    }

    static void select(DuckDBConnection connection, String sql, List<Object> values, Reader reader)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            DuckDb.bind(select, values);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.accept(rows);
                }
            }
        }
    }

    private static void fixSnapshot(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT position FROM pending LIMIT 1");
        }
    }

    private From from(View pinned, long since, long until) {
        List<String> missing = new ArrayList<>(pinned.unknown());
        List<Object> values = new ArrayList<>(List.of(pinned.above()));
        int files = 0;
        for (Path file : files(pinned, since, until, missing)) {
            values.add(file.toString());
            files++;
        }
        String pending = "SELECT * FROM pending WHERE position > ?";
        String sql = files == 0
                ? "(" + pending + ")"
                : "(" + pending + " UNION ALL BY NAME SELECT * FROM " + RowColumns.parquet(files) + ")";
        return new From(sql, values, List.copyOf(missing));
    }

    private List<Path> files(View pinned, long since, long until, List<String> missing) {
        List<Path> files = new ArrayList<>();
        boolean away = false;
        for (Segment segment : pinned.files()) {
            if (!overlaps(segment, since, until)) {
                continue;
            }
            Optional<Path> file = cache.localFile(segment);
            if (file.isEmpty() && !away) {
                try {
                    file = cache.file(segment);
                } catch (StoreUnavailableException e) {
                    // Asked once: a store that is away costs a query one time-out, not one for each object.
                    away = true;
                }
            }
            file.ifPresentOrElse(files::add, () -> missing.add(segment.key()));
        }
        for (Map.Entry<Segment, Path> waiting : pinned.outbox().entrySet()) {
            if (overlaps(waiting.getKey(), since, until)) {
                files.add(waiting.getValue());
            }
        }
        return files;
    }

    private static boolean overlaps(Segment segment, long since, long until) {
        return segment.maxTime() >= since && segment.minTime() < until;
    }
}
