package dev.siteedge.edge.query;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.duckdb.DuckDBConnection;

/**
 * One in-memory DuckDB. It loads no extension, fetches nothing, spills into one folder, and its settings can't be changed
 * once it is open. A connection is for one thread.
 */
public final class DuckDb implements AutoCloseable {
    /**
     * DuckDB compresses the table of pending rows in memory when so much was appended since the last time. At its default of
     * 16 MiB that takes twice as long as appending itself; at this size 1,000,000 rows take half the time, and about 150 MB
     * before they are compressed to a tenth, or gone.
     */
    private static final String COMPRESS_EVERY = "128MiB";

    /** The tables behind the view of all pending rows. */
    static final String PAGEVIEWS = "pending_pageviews";

    static final String OTHERS = "pending_others";

    private final CompletableFuture<DuckDBConnection> root;

    private DuckDb(CompletableFuture<DuckDBConnection> root) {
        this.root = root;
    }

    /**
     * Opens it on another thread: its library takes a third of a start to unpack. Whoever needs it first waits.
     *
     * @param temporary where it may spill
     * @param maxMemoryBytes of it all
     */
    public static DuckDb open(Path temporary, long maxMemoryBytes, int threads) {
        return new DuckDb(CompletableFuture.supplyAsync(() -> started(temporary, maxMemoryBytes, threads), task -> {
            Thread opener = new Thread(task, "site-edge-duckdb");
            opener.setDaemon(true);
            opener.start();
        }));
    }

    private static DuckDBConnection started(Path temporary, long maxMemoryBytes, int threads) {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("temp_directory", temporary.toString());
        settings.setProperty("memory_limit", maxMemoryBytes / 1_000_000 + "MB");
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("checkpoint_threshold", COMPRESS_EVERY);
        try {
            DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + PAGEVIEWS + "(" + RowColumns.PAGEVIEW_DEFINITION + ")");
                statement.execute("CREATE TABLE " + OTHERS + "(" + RowColumns.DEFINITION + ")");
                statement.execute("CREATE VIEW pending AS " + RowColumns.union(PAGEVIEWS, OTHERS));
                statement.execute("SET lock_configuration=true");
            }
            return connection;
        } catch (SQLException e) {
            throw new QueryFailedException("DuckDB does not start", e);
        }
    }

    /**
     * Waits until it is open.
     *
     * @throws QueryFailedException when it does not start
     */
    public void await() {
        root();
    }

    DuckDBConnection connect() throws SQLException {
        return root().duplicate();
    }

    private DuckDBConnection root() {
        try {
            return root.join();
        } catch (CompletionException e) {
            throw new QueryFailedException("DuckDB does not start", e);
        }
    }

    @Override
    public void close() {
        try {
            root().close();
        } catch (SQLException e) {
            throw new QueryFailedException("DuckDB does not stop", e);
        }
    }

    /** Binds longs, texts and lists of texts in order. */
    static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
