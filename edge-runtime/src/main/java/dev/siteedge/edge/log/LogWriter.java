package dev.siteedge.edge.log;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * The one that writes: takes from the queue whatever waits and commits it as one row (group commit), hands it over, and
 * has those who appended answered. What goes wrong on disk ends it, but for a full disk.
 */
final class LogWriter {
    /** One commit's size: enough to amortise the fsync, small enough to answer soon. */
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private static final int ANSWERS_AT_ONCE = 32;

    private final BatchTable table;
    private final LogQueue queue;
    private final LogRoom room;
    private final Clock clock;
    private final FailStop failStop;
    private final Executor answering;
    private final LogUpkeep upkeep;
    private final CommitPace pace = new CommitPace();
    private volatile Consumer<Batch> listener = batch -> {};
    private volatile long next;
    private volatile boolean stopped;
    private long received;

    /** @param answering where those who appended hear of it */
    LogWriter(
            BatchTable table,
            LogQueue queue,
            LogRoom room,
            BatchTable.Head head,
            Clock clock,
            FailStop failStop,
            Executor answering) {
        this.table = table;
        this.queue = queue;
        this.room = room;
        this.upkeep = new LogUpkeep(table, queue, room, clock);
        this.clock = clock;
        this.failStop = failStop;
        this.answering = answering;
        this.next = head.next();
        this.received = head.received();
    }

    long next() {
        return next;
    }

    void deliverTo(Consumer<Batch> receiver) {
        listener = receiver;
    }

    /** Until it is told to stop. */
    void run() {
        try {
            boolean more = true;
            while (more) {
                LogTask task = queue.take();
                pace.await();
                more = turn(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** One turn, for whoever runs a log without a thread; false when nothing waits or it has ended. */
    boolean step() {
        LogTask task = queue.poll();
        return task != null && turn(task);
    }

    /** Works off a task and the appends behind it; false when it was the last. */
    private boolean turn(LogTask first) {
        LogTask task = first;
        try {
            if (first instanceof LogTask.Append append) {
                task = commit(append);
            }
            housekeeping(task);
        } catch (RuntimeException | Error e) {
            stopped = true;
            failStop.stop("the log's writer broke", e);
        } finally {
            if (task instanceof LogTask.Stop || stopped) {
                end();
            }
        }
        return !(task instanceof LogTask.Stop) && !stopped;
    }

    /** Commits the append and all that follow it in the queue; returns the task that came after, or an idle one. */
    private LogTask commit(LogTask.Append first) {
        List<LogTask.Append> group = new ArrayList<>();
        LogTask task = first;
        int size = 0;
        while (task instanceof LogTask.Append append) {
            group.add(append);
            size += append.bytes();
            task = size >= MAX_BATCH_BYTES ? null : queue.poll();
        }
        pace.begin(group.size());
        write(group);
        return task == null ? new LogTask.Idle() : task;
    }

    private void write(List<LogTask.Append> group) {
        if (room.isOver()) {
            refuseEvents(group);
        }
        if (group.isEmpty()) {
            return;
        }
        int size = group.stream().mapToInt(LogTask.Append::bytes).sum();
        ByteBuffer sequence = ByteBuffer.allocate(size);
        List<Batch.Logged> entries = new ArrayList<>();
        long first = next;
        for (LogTask.Append append : group) {
            sequence.put(append.encoded().sequence());
            int[] sizes = append.encoded().sizes();
            for (int i = 0; i < sizes.length; i++) {
                entries.add(new Batch.Logged(
                        first + entries.size(), sizes[i], append.entries().get(i)));
            }
        }
        long time = Math.max(received, clock.millis());
        BatchTable.Stored stored = new BatchTable.Stored(first, entries.size(), time, sequence.array());
        RuntimeException failure = stopped ? new LogStoppedException("the log is closed") : insert(stored);
        if (failure == null) {
            next = first + entries.size();
            received = time;
            room.grown(size);
            failure = deliver(new Batch(time, entries));
        }
        answer(group, first, failure);
    }

    /** What waited when the room ran out: the rest of it is for what makes room. */
    private void refuseEvents(List<LogTask.Append> group) {
        List<LogTask.Append> events =
                group.stream().filter(append -> !append.isHousekeeping()).toList();
        group.removeAll(events);
        answer(events, 0, new LogFullException(LogRoom.OVER));
    }

    /** A receiver that fails leaves the state behind the log: nobody may hear that all went well. */
    private @Nullable RuntimeException deliver(Batch batch) {
        try {
            listener.accept(batch);
            return null;
        } catch (RuntimeException | Error e) {
            stopped = true;
            failStop.stop("what was logged could not be handed over", e);
            return new LogStoppedException("what was logged could not be handed over");
        }
    }

    /** A few at a time: answering takes about as long as committing, and several threads may share it. */
    private void answer(List<LogTask.Append> group, long first, @Nullable RuntimeException failure) {
        long position = first;
        for (int from = 0; from < group.size(); from += ANSWERS_AT_ONCE) {
            List<LogTask.Append> some = group.subList(from, Math.min(group.size(), from + ANSWERS_AT_ONCE));
            long begin = position;
            position +=
                    some.stream().mapToLong(append -> append.entries().size()).sum();
            answering.execute(() -> answerSome(some, begin, failure));
        }
    }

    private void answerSome(List<LogTask.Append> group, long first, @Nullable RuntimeException failure) {
        long position = first;
        for (LogTask.Append append : group) {
            queue.release(append);
            if (failure == null) {
                append.done().complete(position);
            } else {
                append.fail(failure);
            }
            position += append.entries().size();
        }
    }

    private @Nullable RuntimeException insert(BatchTable.Stored stored) {
        try {
            table.insert(stored);
            return null;
        } catch (SQLException e) {
            return LogRoom.isFull(e) ? afterFull(stored) : broken("the log can't be written", e);
        }
    }

    private @Nullable RuntimeException afterFull(BatchTable.Stored stored) {
        try {
            room.make();
            return table.contains(stored) ? null : new LogFullException(LogRoom.OVER);
        } catch (SQLException e) {
            return broken("the log can't be opened again after the disk was full", e);
        }
    }

    private RuntimeException broken(String what, SQLException cause) {
        stopped = true;
        failStop.stop(what, cause);
        return new LogStoppedException(what + ": " + cause.getMessage());
    }

    private void housekeeping(LogTask task) {
        try {
            upkeep.run(task);
        } catch (SQLException e) {
            task.fail(afterHousekeeping(e));
        }
    }

    /** That somebody else reads the file is no reason to stop: what was to be overwritten is tried again later. */
    private RuntimeException afterHousekeeping(SQLException e) {
        if ((e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code) {
            return new IllegalStateException("the log can't be purged now: " + e.getMessage());
        }
        return LogRoom.isFull(e) ? new LogFullException(LogRoom.OVER) : broken("the log can't be trimmed", e);
    }

    private void end() {
        stopped = true;
        queue.close();
        try {
            table.close();
        } catch (SQLException e) {
            failStop.stop("the log can't be closed", e);
        }
    }
}
