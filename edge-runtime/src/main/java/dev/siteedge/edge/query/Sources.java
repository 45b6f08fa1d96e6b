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
import org.jspecify.annotations.Nullable;

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

    /**
     * Which files matter to a query.
     *
     * @param site null for all
     * @param since rows before this do not matter, milliseconds since 1970
     * @param until rows at and after this do not matter, milliseconds since 1970
     */
    record Wanted(@Nullable String site, long since, long until) {
        static Wanted all() {
            return new Wanted(null, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        boolean has(Segment segment) {
            return segment.maxTime() >= since && segment.minTime() < until && (site == null || segment.mayHold(site));
        }
    }

    private record Found(List<Path> files, List<String> missing) {}

    /** A query over them. */
    interface Query<T> {
        T run(From from, DuckDBConnection connection) throws SQLException;
    }

    /** A row of an answer. */
    interface Reader {
        void accept(ResultSet row) throws SQLException;
    }

    /** @param wanted which rows the query looks at; others need not be there */
    <T> T query(Wanted wanted, Query<T> query) {
        feed.pull();
        try (SegmentCache.Reading reading = cache.read();
                DuckDBConnection connection = db.connect()) {
            connection.setAutoCommit(false);
            fixSnapshot(connection);
            T answer = query.run(from(wanted), connection);
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

    private From from(Wanted wanted) {
        View pinned = view.get();
        Found found = find(pinned, wanted);
        // Retention and compaction replace files: what went before it was read is in the next view, if there is one.
        for (View next = view.get(); !found.missing().isEmpty() && next != pinned; next = view.get()) {
            pinned = next;
            found = find(pinned, wanted);
        }
        List<Object> values = new ArrayList<>(List.of(pinned.above()));
        found.files().forEach(file -> values.add(file.toString()));
        int files = found.files().size();
        String pending = "SELECT * FROM pending WHERE position > ?";
        String sql = files == 0
                ? "(" + pending + ")"
                : "(" + pending + " UNION ALL BY NAME SELECT * FROM " + RowColumns.parquet(files) + ")";
        found.missing().addAll(0, pinned.unknown());
        return new From(shown(sql, pinned, values), values, List.copyOf(found.missing()));
    }

    /** Without what is being erased. */
    private static String shown(String sql, View pinned, List<Object> values) {
        if (pinned.erased().isEmpty()) {
            return sql;
        }
        List<String> conditions = new ArrayList<>();
        pinned.erased().forEach((site, through) -> {
            conditions.add("(site <> ? OR position > ?)");
            values.addAll(List.of(site, through));
        });
        return "(SELECT * FROM " + sql + " WHERE " + String.join(" AND ", conditions) + ")";
    }

    private Found find(View pinned, Wanted wanted) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        boolean away = false;
        for (Segment segment : pinned.files()) {
            if (!wanted.has(segment)) {
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
            file.ifPresentOrElse(found.files()::add, () -> found.missing().add(segment.key()));
        }
        for (Map.Entry<Segment, Path> waiting : pinned.outbox().entrySet()) {
            if (wanted.has(waiting.getKey())) {
                found.files().add(waiting.getValue());
            }
        }
        return found;
    }
}
