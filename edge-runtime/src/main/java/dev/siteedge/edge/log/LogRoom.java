package dev.siteedge.edge.log;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * How much the log takes, and whether its disk has room. When there is none, the ballast is let go for what makes room,
 * and events are refused until it can be held again. Any thread asks, the writer changes.
 */
final class LogRoom {
    static final String OVER = "the disk of the data folder is full";

    private final BatchTable table;
    private final Ballast ballast;
    private final AtomicLong bytes;
    /** The ballast is let go: what room there is is not for events. */
    private volatile boolean over;

    /** @param bytes of the log now */
    LogRoom(BatchTable table, Ballast ballast, long bytes) {
        this.table = table;
        this.ballast = ballast;
        this.bytes = new AtomicLong(bytes);
        this.over = !ballast.tryHold();
    }

    boolean isOver() {
        return over;
    }

    /** Of all that is logged and not trimmed. */
    long bytes() {
        return bytes.get();
    }

    void grown(int more) {
        bytes.addAndGet(more);
    }

    /** @param size of the log now */
    void is(long size) throws SQLException {
        bytes.set(size);
        takeBack();
    }

    /** The ballast goes first: opening the file needs room, too. */
    void make() throws SQLException {
        over = ballast.release();
        table.reopen();
    }

    /** Closing the file gives the room of its write-ahead log back, too. */
    void takeBack() throws SQLException {
        if (over) {
            boolean more = true;
            while (more) {
                more = table.giveBack(0);
            }
            table.reopen();
            over = !ballast.tryHold();
        }
    }

    static boolean isFull(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code
                || e instanceof SQLiteException sqlite
                        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }
}
