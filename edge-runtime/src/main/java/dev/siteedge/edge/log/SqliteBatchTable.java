package dev.siteedge.edge.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/**
 * Batches as rows of one SQLite file: {@code batches(first, count, received, crc, data)} and {@code meta(key, value)}.
 * WAL with {@code synchronous=FULL}: a commit returns after the fsync. A torn end of the WAL is dropped by SQLite's own
 * frame checksums; the CRC of a row finds damage anywhere else.
 */
final class SqliteBatchTable implements BatchTable {
    private static final int FORMAT = 1;

    static final String DAMAGE_REMEDY =
            "Restore the data folder from a backup, or name an empty one to go on from the store.";

    private static final int PAGE_BYTES = 4096;

    /** Given back at once. They, and those that take their place, go through the write-ahead log. */
    private static final int VACUUM_PAGES = 256;

    private final Path file;
    private final long maxPages;
    private Connection connection;

    private SqliteBatchTable(Path file, long maxPages) throws SQLException {
        this.file = file;
        this.maxPages = maxPages;
        this.connection = connect();
    }

    /**
     * @param logId of a new file; an existing one keeps its own
     * @param start the first position of a new file
     */
    static SqliteBatchTable open(Path file, String logId, long start) throws SQLException {
        return open(file, logId, start, 0, Long.MAX_VALUE);
    }

    /**
     * @param received no batch of a new file is received before, milliseconds since 1970
     * @param maxPages the size in pages of 4 KiB at which SQLite itself says that it is full
     */
    static SqliteBatchTable open(Path file, String logId, long start, long received, long maxPages)
            throws SQLException {
        SqliteBatchTable table = new SqliteBatchTable(file, maxPages);
        try {
            table.create(logId, start, received);
            return table;
        } catch (SQLException | RuntimeException e) {
            table.close();
            throw e;
        }
    }

    @Override
    public Head head() throws SQLException {
        End end = end();
        return new Head(note("log_id"), end.next(), end.received(), bytes());
    }

    private record End(long next, long received) {}

    private End end() throws SQLException {
        long next = number("next");
        long received = number("received");
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(
                        "SELECT first + count, received FROM batches ORDER BY first DESC LIMIT 1")) {
            if (last.next()) {
                next = Math.max(next, last.getLong(1));
                received = Math.max(received, last.getLong(2));
            }
        }
        return new End(next, received);
    }

    @Override
    public void insert(Stored batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO batches(first, count, received, crc, data) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, batch.first());
            insert.setInt(2, batch.count());
            insert.setLong(3, batch.received());
            insert.setLong(4, crc(batch.sequence()));
            insert.setBytes(5, batch.sequence());
            insert.executeUpdate();
        }
    }

    @Override
    public boolean contains(Stored batch) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT data FROM batches WHERE first = ?")) {
            select.setLong(1, batch.first());
            try (ResultSet found = select.executeQuery()) {
                return found.next() && Arrays.equals(found.getBytes(1), batch.sequence());
            }
        }
    }

    /** After an exception the connection may be amid a transaction: {@link #reopen} it or give it up. */
    @Override
    public Trimmed trim(long through, long maxBytes) throws SQLException {
        End end = end();
        Step step = step(through, maxBytes);
        connection.setAutoCommit(false);
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM batches WHERE first + count - 1 <= ? AND first <= ?")) {
            note("next", Long.toString(end.next()));
            note("received", Long.toString(end.received()));
            delete.setLong(1, step.through());
            delete.setLong(2, step.through());
            delete.executeUpdate();
            connection.commit();
        }
        connection.setAutoCommit(true);
        return new Trimmed(step.bytes(), step.more());
    }

    /** @param through the end of the last batch */
    private record Step(long through, long bytes, boolean more) {}

    private Step step(long through, long maxBytes) throws SQLException {
        Step step = new Step(-1, 0, false);
        try (PreparedStatement oldest = connection.prepareStatement(
                "SELECT first + count - 1, length(data) FROM batches WHERE first <= ? ORDER BY first")) {
            oldest.setLong(1, through);
            try (ResultSet batches = oldest.executeQuery()) {
                while (batches.next() && batches.getLong(1) <= through) {
                    if (step.bytes() >= maxBytes) {
                        return new Step(step.through(), step.bytes(), true);
                    }
                    step = new Step(batches.getLong(1), step.bytes() + batches.getLong(2), false);
                }
            }
        }
        return step;
    }

    @Override
    public long first() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet oldest = statement.executeQuery("SELECT min(first) FROM batches")) {
            oldest.next();
            long first = oldest.getLong(1);
            return oldest.wasNull() ? head().next() : first;
        }
    }

    /**
     * Pages that are freed now are overwritten with zeros; those that were freed by an earlier {@link #trim} are left out
     * of the file that VACUUM writes. See https://www.sqlite.org/pragma.html#pragma_secure_delete.
     */
    @Override
    public long purge(long through) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete=ON");
            trim(through, Long.MAX_VALUE);
            statement.execute("VACUUM");
            try (ResultSet checkpoint = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                if (!checkpoint.next() || checkpoint.getInt(1) != 0) {
                    throw new SQLException("another program reads the log", null, SQLiteErrorCode.SQLITE_BUSY.code);
                }
            }
            statement.execute("PRAGMA secure_delete=OFF");
            return bytes();
        }
    }

    @Override
    public void read(long from, Consumer<Stored> reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT first, count, received, crc, data FROM batches WHERE first + count > ? ORDER BY first")) {
            select.setLong(1, from);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Stored batch = new Stored(rows.getLong(1), rows.getInt(2), rows.getLong(3), rows.getBytes(5));
                    if (crc(batch.sequence()) != rows.getLong(4)) {
                        throw damaged(batch.first());
                    }
                    reader.accept(batch);
                }
            }
        }
    }

    @Override
    public void reopen() throws SQLException {
        close();
        connection = connect();
    }

    @Override
    public String note(String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }

    @Override
    public void note(String key, String value) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)")) {
            upsert.setString(1, key);
            upsert.setString(2, value);
            upsert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Connection connect() throws SQLException {
        Connection opened = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        if (opened == null) {
            throw new SQLException("no SQLite connection to " + file);
        }
        try (Statement statement = opened.createStatement()) {
            // Before the first table: a file that has one keeps the mode it has.
            statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA wal_autocheckpoint=1000");
            if (maxPages < Long.MAX_VALUE) {
                statement.execute("PRAGMA max_page_count=" + maxPages);
            }
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private void create(String logId, long start, long received) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int format = format(statement);
            if (format > FORMAT) {
                throw new DataFolderException("The log was written by a newer version: " + file + " has format "
                        + format + "; this version reads up to " + FORMAT
                        + ". Run the newer version, or name another folder.");
            }
            if (format == FORMAT) {
                return;
            }
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
            statement.execute("CREATE TABLE batches(first INTEGER PRIMARY KEY, count INTEGER NOT NULL,"
                    + " received INTEGER NOT NULL, crc INTEGER NOT NULL, data BLOB NOT NULL)");
            note("log_id", logId);
            note("next", Long.toString(start));
            note("received", Long.toString(received));
            statement.execute("PRAGMA user_version=" + FORMAT);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static int format(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            return version.next() ? version.getInt(1) : 0;
        }
    }

    private long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("SELECT coalesce(sum(length(data)), 0) FROM batches")) {
            return sum.next() ? sum.getLong(1) : 0;
        }
    }

    /** Each step of the pragma frees one page and has no column: only sqlite3_exec, behind executeUpdate, goes on. */
    @Override
    public boolean giveBack(long keptBytes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long over = freePages(statement) - keptBytes / PAGE_BYTES;
            if (over > 0) {
                statement.executeUpdate("PRAGMA incremental_vacuum(" + Math.min(over, VACUUM_PAGES) + ")");
            }
            return over > VACUUM_PAGES;
        }
    }

    private static long freePages(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("PRAGMA freelist_count")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }

    private long number(String key) throws SQLException {
        String noted = note(key);
        try {
            return Long.parseLong(noted);
        } catch (NumberFormatException e) {
            throw new DataFolderException("The log is damaged: " + file + " has no number under '" + key + "' but '"
                    + noted + "'. " + DAMAGE_REMEDY);
        }
    }

    private DataFolderException damaged(long first) {
        return new DataFolderException("The log is damaged: " + file + " at position " + first + ". " + DAMAGE_REMEDY);
    }

    private static long crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
