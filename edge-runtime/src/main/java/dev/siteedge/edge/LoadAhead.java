package dev.siteedge.edge;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what every start needs on other threads, beside what the start does first: together they take longer than
 * everything else in a start. What can't be loaded is said again, and to people, by whoever needs it.
 */
final class LoadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(LoadAhead.class);

    private LoadAhead() {}

    static void start() {
        on("site-edge-duckdb", () -> load("jdbc:duckdb:"));
        on("site-edge-sqlite", () -> {
            // Jetty asks for them when a server is made, to know their encodings.
            Locale.getAvailableLocales();
            load("jdbc:sqlite::memory:");
        });
    }

    private static void on(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void load(String database) {
        try (Connection unused = DriverManager.getConnection(database)) {
            UnpackedLibraries.delete();
        } catch (SQLException e) {
            LOG.debug("{} can't be loaded", database, e);
        }
    }
}
