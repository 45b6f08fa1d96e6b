package dev.siteedge.edge.log;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What waits for the log's writer, within limits. Any thread puts in, one takes out. */
final class LogQueue {
    /** Between two looks whether there is room again. */
    private static final long ROOM_MILLIS = 1_000;

    private final LogLimits limits;
    private final LogRoom room;
    private final Clock clock;
    private final LinkedBlockingQueue<LogTask> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lookedForRoomMillis = new AtomicLong();
    private volatile boolean closed;

    LogQueue(LogLimits limits, LogRoom room, Clock clock) {
        this.limits = limits;
        this.room = room;
        this.clock = clock;
    }

    /** Fails with {@link LogFullException} when there is no room for it, on disk or in the queue. */
    CompletableFuture<Long> append(List<? extends LogEntry> logged, EntryCodec.Encoded encoded) {
        LogTask.Append append = new LogTask.Append(List.copyOf(logged), encoded, new CompletableFuture<>());
        String full = append.isHousekeeping() ? null : full(logged.size(), append.bytes());
        if (full != null) {
            append.fail(new LogFullException(full));
        } else {
            entries.addAndGet(logged.size());
            bytes.addAndGet(append.bytes());
            put(append);
        }
        return append.done();
    }

    void put(LogTask task) {
        tasks.add(task);
        // Looked at after adding: either the writer's last sweep sees the task, or this thread sees the end.
        if (closed) {
            task.fail(new LogStoppedException("the log is closed"));
        }
    }

    LogTask take() throws InterruptedException {
        return tasks.take();
    }

    @Nullable LogTask poll() {
        return tasks.poll();
    }

    /** The append is on its way out: others may take its place. */
    void release(LogTask.Append append) {
        entries.addAndGet(-append.entries().size());
        bytes.addAndGet(-append.bytes());
    }

    /** Fails what waits and what comes later. */
    void close() {
        closed = true;
        for (LogTask task = tasks.poll(); task != null; task = tasks.poll()) {
            task.fail(new LogStoppedException("the log is closed"));
        }
    }

    private @Nullable String full(int more, int size) {
        if (room.isOver()) {
            lookForRoom();
            return LogRoom.OVER;
        }
        if (room.bytes() + bytes.get() + size > limits.maxLogBytes()) {
            return "the log is full: collect.max_log_bytes is " + limits.maxLogBytes() + " bytes";
        }
        if (entries.get() + more > limits.maxQueuedEntries() || bytes.get() + size > limits.maxQueuedBytes()) {
            return "too many events wait for the disk: the limit is " + limits.maxQueuedEntries() + " events and "
                    + limits.maxQueuedBytes() + " bytes";
        }
        return null;
    }

    /** Now and then a caller that is refused has the writer look. */
    private void lookForRoom() {
        long before = lookedForRoomMillis.get();
        long now = clock.millis();
        if (Math.abs(now - before) >= ROOM_MILLIS && lookedForRoomMillis.compareAndSet(before, now)) {
            tasks.add(new LogTask.LookForRoom());
        }
    }
}
