package dev.siteedge.edge.log;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;

/**
 * The log of one node in one SQLite file. One thread writes; whatever waits when it is ready for the next commit goes
 * into that commit, so that many callers share one fsync. Any thread may append.
 */
public final class SqliteEventLog implements EventLog {
    private final BatchTable table;
    private final EntryCodec codec = new EntryCodec();
    private final LogRoom room;
    private final LogQueue queue;
    private final LogWriter writer;
    private final String id;
    private final Thread thread;

    /**
     * Opens the log, or makes it.
     *
     * @param logId of a new log
     * @param start the first position of a new log
     * @throws DataFolderException when the file is damaged, not writable or of a newer version
     */
    public static SqliteEventLog open(
            Path file, String logId, long start, LogLimits limits, Clock clock, FailStop failStop) {
        return open(file, logId, start, 0, limits, clock, failStop, Runnable::run);
    }

    /**
     * @param received no batch of a new log is received before, milliseconds since 1970
     * @param answering where those who appended hear of it, so that the writer goes on with the next commit
     */
    static SqliteEventLog open(
            Path file,
            String logId,
            long start,
            long received,
            LogLimits limits,
            Clock clock,
            FailStop failStop,
            Executor answering) {
        Ballast ballast = Ballast.beside(file, limits.maxLogBytes());
        try {
            SqliteBatchTable table = openTable(file, logId, start, received, ballast);
            try {
                return new SqliteEventLog(table, limits, clock, failStop, answering, ballast, SqliteEventLog::thread);
            } catch (SQLException | RuntimeException e) {
                table.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }

    /** Opening needs some room: that of the ballast when there is no other. */
    private static SqliteBatchTable openTable(Path file, String logId, long start, long received, Ballast ballast)
            throws SQLException {
        try {
            return SqliteBatchTable.open(file, logId, start, received, Long.MAX_VALUE);
        } catch (SQLException e) {
            if (!LogRoom.isFull(e)) {
                throw e;
            }
            ballast.release();
            return SqliteBatchTable.open(file, logId, start, received, Long.MAX_VALUE);
        }
    }

    SqliteEventLog(BatchTable table, LogLimits limits, Clock clock, FailStop failStop) throws SQLException {
        this(table, limits, clock, failStop, Runnable::run, new Ballast(Path.of("none"), 0), SqliteEventLog::thread);
    }

    /** @param threads makes the writer's thread */
    SqliteEventLog(
            BatchTable table,
            LogLimits limits,
            Clock clock,
            FailStop failStop,
            Executor answering,
            Ballast ballast,
            ThreadFactory threads)
            throws SQLException {
        BatchTable.Head head = table.head();
        this.table = table;
        this.id = head.logId();
        this.room = new LogRoom(table, ballast, head.bytes());
        this.queue = new LogQueue(limits, room, clock);
        this.writer = new LogWriter(table, queue, room, head, clock, failStop, answering);
        this.thread = threads.newThread(writer::run);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private static Thread thread(Runnable task) {
        return new Thread(task, "site-edge-log");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long nextPosition() {
        return writer.next();
    }

    @Override
    public long firstPosition() {
        try {
            return table.first();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long bytes() {
        return room.bytes();
    }

    @Override
    public void deliverTo(Consumer<Batch> receiver) {
        writer.deliverTo(receiver);
    }

    @Override
    public CompletableFuture<Long> append(List<? extends LogEntry> entries) {
        return queue.append(entries, codec.encode(entries));
    }

    @Override
    public CompletableFuture<Void> trim(long through) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.put(new LogTask.Trim(through, false, done));
        return done;
    }

    @Override
    public CompletableFuture<Void> purge(long through) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.put(new LogTask.Trim(through, true, done));
        return done;
    }

    @Override
    public CompletableFuture<Void> note(String key, String value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.put(new LogTask.Note(key, value, done));
        return done;
    }

    @Override
    public void read(long from, Consumer<Batch> reader) {
        try {
            new LogReader(table, codec).read(from, reader);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public String note(String key) {
        try {
            return table.note(key);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        queue.put(new LogTask.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One turn of the writer, for whoever runs a log without its thread; false when nothing waits or it has ended. */
    boolean step() {
        return writer.step();
    }

    private static DataFolderException unreadable(SQLException e) {
        return new DataFolderException(
                "The log can't be read (" + e.getMessage() + "). " + SqliteBatchTable.DAMAGE_REMEDY);
    }

    private static DataFolderException unusable(Path file, SQLException e) {
        int code = e.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new DataFolderException(
                    "The log is damaged: " + file + " (" + e.getMessage() + "). " + SqliteBatchTable.DAMAGE_REMEDY);
        }
        if (LogRoom.isFull(e)) {
            return new DataFolderException("The log can't be opened: the disk of " + file
                    + " is full. Make room on it, or name another folder.");
        }
        return new DataFolderException("The log can't be opened: " + file + " (" + e.getMessage()
                + "). Allow writing to it, or name another folder.");
    }
}
