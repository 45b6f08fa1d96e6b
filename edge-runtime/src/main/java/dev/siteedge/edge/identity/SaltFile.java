package dev.siteedge.edge.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The salts on disk, in a file of their own so that no backup of anything else holds them. What is deleted is really
 * gone: {@code secure_delete} overwrites it in the pages, and a truncating checkpoint empties the write-ahead log.
 *
 * <p>One connection; callers take turns.
 */
final class SaltFile implements AutoCloseable {
    private static final int SALT_BYTES = 32;
    private final Connection connection;
    private final SecureRandom random;

    SaltFile(Path data, SecureRandom random) {
        this.random = random;
        Path file = data.resolve("salts.db");
        try {
            if (!Files.exists(file)) {
                // SQLite gives its -wal and -shm files the mode of the database.
                NodeKeys.createPrivately(file);
            }
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            execute(
                    "PRAGMA journal_mode=WAL",
                    "PRAGMA synchronous=FULL",
                    "PRAGMA secure_delete=ON",
                    "CREATE TABLE IF NOT EXISTS salt (site TEXT, day TEXT, salt BLOB NOT NULL, PRIMARY KEY (site, day))"
                            + " WITHOUT ROWID");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** The day's salt; makes it when there is none yet. */
    byte[] readOrCreate(String site, LocalDate day) {
        byte[] known = read(site, day);
        if (known != null) {
            return known;
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO salt VALUES (?, ?, ?)")) {
            insert.setString(1, site);
            insert.setString(2, day.toString());
            insert.setBytes(3, salt);
            insert.executeUpdate();
            return salt;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    byte @Nullable [] read(String site, LocalDate day) {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT salt FROM salt WHERE site = ? AND day = ?")) {
            select.setString(1, site);
            select.setString(2, day.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** Deletes a site's salts of the days before one, for good. */
    void deleteBefore(String site, LocalDate day) {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM salt WHERE site = ? AND day < ?")) {
            delete.setString(1, site);
            delete.setString(2, day.toString());
            if (delete.executeUpdate() > 0) {
                execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** The sites that any salt is kept for. */
    List<String> sites() {
        List<String> sites = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT site FROM salt")) {
            while (rows.next()) {
                sites.add(rows.getString(1));
            }
            return sites;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static IllegalStateException broken(SQLException e) {
        return new IllegalStateException("the salts' file can't be used: " + e.getMessage(), e);
    }
}
