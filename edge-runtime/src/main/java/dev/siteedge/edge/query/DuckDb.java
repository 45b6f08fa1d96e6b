package dev.siteedge.edge.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(DuckDb.class);

    /** The tables behind the view of all pending rows. */
    static final String PAGEVIEWS = "pending_pageviews";

    static final String OTHERS = "pending_others";

    private final DuckDBConnection root;

    private DuckDb(DuckDBConnection root) {
        this.root = root;
    }

    /** Unpacks and loads the library on another thread: that is a third of the work of a start. */
    public static void loadAhead() {
        Thread loader = new Thread(
                () -> {
                    try (Connection unused = DriverManager.getConnection("jdbc:duckdb:")) {
                        LOG.debug("DuckDB is loaded");
                    } catch (SQLException e) {
                        // Said again, and to people, by whoever needs it.
                        LOG.debug("DuckDB can't be loaded", e);
                    }
                },
                "site-edge-duckdb");
        loader.setDaemon(true);
        loader.start();
    }

    /**
     * @param temporary where it may spill
     * @param maxMemoryBytes of it all
     */
    public static DuckDb open(Path temporary, long maxMemoryBytes, int threads) {
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
            return new DuckDb(connection);
        } catch (SQLException e) {
            throw new QueryFailedException("DuckDB does not start", e);
        }
    }

    DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    @Override
    public void close() {
        try {
            root.close();
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
