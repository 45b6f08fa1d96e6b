package dev.siteedge.edge.log;

import java.sql.SQLException;
import java.time.Clock;

/** What the log's writer does between commits, a little at a time: trims, gives room back, notes. */
final class LogUpkeep {
    private static final long TRIM_BYTES = 512 << 10;
    private static final long MAX_KEPT_BYTES = 128 << 20;
    private static final long MAX_KEPT_MILLIS = 86_400_000;

    private final BatchTable table;
    private final LogQueue queue;
    private final LogRoom room;
    private final Clock clock;
    /** By the trimming that goes on. */
    private long trimmedBytes;

    private long gaveAllBackMillis;

    LogUpkeep(BatchTable table, LogQueue queue, LogRoom room, Clock clock) {
        this.table = table;
        this.queue = queue;
        this.room = room;
        this.clock = clock;
    }

    /** Does the task, or a part of it and puts the rest into the queue; once more with the ballast's room when the disk is full. */
    void run(LogTask task) throws SQLException {
        try {
            keep(task);
        } catch (SQLException e) {
            if (!LogRoom.isFull(e)) {
                throw e;
            }
            room.make();
            keep(task);
        }
    }

    private void keep(LogTask task) throws SQLException {
        if (task instanceof LogTask.Trim trim) {
            trim(trim);
        } else if (task instanceof LogTask.Note note) {
            table.note(note.key(), note.value());
            note.done().complete(null);
        } else if (task instanceof LogTask.LookForRoom) {
            room.takeBack();
        } else if (task instanceof LogTask.GiveBack back && table.giveBack(back.keptBytes())) {
            queue.put(back);
        }
    }

    /** In steps, with commits in between: all at once took longer than anybody should wait for an answer. */
    private void trim(LogTask.Trim trim) throws SQLException {
        if (trim.purged()) {
            room.is(table.purge(trim.through()));
        } else {
            BatchTable.Trimmed trimmed = table.trim(trim.through(), TRIM_BYTES);
            trimmedBytes += trimmed.bytes();
            room.is(room.bytes() - trimmed.bytes());
            if (trimmed.more()) {
                queue.put(trim);
                return;
            }
            giveBack();
        }
        trim.done().complete(null);
    }

    /**
     * As much will be logged until the next trimming: the pages are kept for that, with those that batches fill in part. Giving
     * back all of them, each took the place of one that was written just before, kept commits waiting for half a second. Once
     * a day all go, so that nothing stays behind in a page that is not needed.
     */
    private void giveBack() {
        if (trimmedBytes > 0) {
            boolean all = Math.abs(clock.millis() - gaveAllBackMillis) >= MAX_KEPT_MILLIS;
            gaveAllBackMillis = all ? clock.millis() : gaveAllBackMillis;
            queue.put(new LogTask.GiveBack(all ? 0 : Math.min(2 * trimmedBytes, MAX_KEPT_BYTES)));
            trimmedBytes = 0;
        }
    }
}
