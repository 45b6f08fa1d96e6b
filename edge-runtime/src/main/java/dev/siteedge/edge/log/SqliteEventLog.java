package dev.siteedge.edge.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The log of one node in one SQLite file. One thread writes; whatever waits when it is ready for the next commit goes
 * into that commit as one row (group commit), so that many callers share one fsync. Any thread may append.
 */
public final class SqliteEventLog implements EventLog {
    /** One commit's size: enough to amortise the fsync, small enough to answer soon. */
    private static final int MAX_BATCH_BYTES = 1 << 20;

    /** Between two looks whether there is room again. */
    private static final long ROOM_MILLIS = 1_000;

    private static final String NO_ROOM = "the disk of the data folder is full";
    private static final int ANSWERS_AT_ONCE = 32;
    /** When the log is read, another core decodes so many batches while the first one is folded. */
    private static final int DECODED_AHEAD = 4;

    /** What the writer does, in order. */
    private sealed interface Task permits Append, Trim, Note, LookForRoom, Stop, Idle {}

    private record Append(List<LogEntry> entries, EntryCodec.Encoded encoded, CompletableFuture<Long> done)
            implements Task {
        int bytes() {
            return encoded.sequence().length;
        }
    }

    /** @param purged nothing of them may be left in the files */
    private record Trim(long through, boolean purged, CompletableFuture<Void> done) implements Task {}

    private record Note(String key, String value, CompletableFuture<Void> done) implements Task {}

    private record LookForRoom() implements Task {}

    private record Stop() implements Task {}

    private record Idle() implements Task {}

    private final BatchTable table;
    private final LogLimits limits;
    private final Clock clock;
    private final FailStop failStop;
    private final Ballast ballast;
    private final Executor answering;
    private final EntryCodec codec = new EntryCodec();
    private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger queuedEntries = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final String id;
    private final Thread writer;
    private volatile long next;
    private volatile boolean stopped;
    /** The ballast is let go: what room there is is not for events. */
    private volatile boolean noRoom;

    private final AtomicLong lookedForRoomMillis = new AtomicLong();
    private volatile Consumer<Batch> listener = batch -> {};
    private long received;

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
            if (!isFull(e)) {
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
        this.answering = answering;
        this.table = table;
        this.limits = limits;
        this.clock = clock;
        this.failStop = failStop;
        this.ballast = ballast;
        this.noRoom = !ballast.tryHold();
        BatchTable.Head head = table.head();
        this.id = head.logId();
        this.next = head.next();
        this.received = head.received();
        this.bytes.set(head.bytes());
        this.writer = threads.newThread(this::run);
        this.writer.setDaemon(true);
        this.writer.start();
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
        return next;
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
        return bytes.get();
    }

    @Override
    public void deliverTo(Consumer<Batch> receiver) {
        listener = receiver;
    }

    @Override
    public CompletableFuture<Long> append(List<? extends LogEntry> entries) {
        EntryCodec.Encoded encoded = codec.encode(entries);
        int size = encoded.sequence().length;
        String full = isHousekeeping(entries) ? null : full(entries.size(), size);
        if (full != null) {
            return CompletableFuture.failedFuture(new LogFullException(full));
        }
        return enqueue(new Append(List.copyOf(entries), encoded, new CompletableFuture<>()));
    }

    @Override
    public CompletableFuture<Void> trim(long through) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        offer(new Trim(through, false, done), done);
        return done;
    }

    @Override
    public CompletableFuture<Void> purge(long through) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        offer(new Trim(through, true, done), done);
        return done;
    }

    @Override
    public CompletableFuture<Void> note(String key, String value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        offer(new Note(key, value, done), done);
        return done;
    }

    @Override
    public void read(long from, Consumer<Batch> reader) {
        ExecutorService decoder = Executors.newSingleThreadExecutor();
        Deque<Future<Batch>> ahead = new ArrayDeque<>();
        try {
            table.read(from, stored -> {
                ahead.add(decoder.submit(() -> decode(stored, from)));
                if (ahead.size() > DECODED_AHEAD) {
                    reader.accept(decoded(ahead.remove()));
                }
            });
            while (!ahead.isEmpty()) {
                reader.accept(decoded(ahead.remove()));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        } finally {
            decoder.shutdownNow();
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
        queue.add(new Stop());
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Batch decoded(Future<Batch> decoded) {
        try {
            return decoded.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the log", e);
        }
    }

    private Batch decode(BatchTable.Stored stored, long from) {
        try {
            List<Batch.Logged> entries = codec.decode(stored.first(), stored.sequence());
            return new Batch(
                    stored.received(),
                    stored.first() >= from
                            ? entries
                            : entries.stream()
                                    .filter(entry -> entry.position() >= from)
                                    .toList());
        } catch (IOException e) {
            throw new DataFolderException(
                    "The log can't be read at position " + stored.first() + ": " + e.getMessage());
        }
    }

    private @Nullable String full(int entries, int size) {
        if (noRoom) {
            lookForRoom();
            return NO_ROOM;
        }
        if (bytes.get() + queuedBytes.get() + size > limits.maxLogBytes()) {
            return "the log is full: collect.max_log_bytes is " + limits.maxLogBytes() + " bytes";
        }
        if (queuedEntries.get() + entries > limits.maxQueuedEntries()
                || queuedBytes.get() + size > limits.maxQueuedBytes()) {
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
            queue.add(new LookForRoom());
        }
    }

    private CompletableFuture<Long> enqueue(Append append) {
        queuedEntries.addAndGet(append.entries().size());
        queuedBytes.addAndGet(append.bytes());
        offer(append, append.done());
        return append.done();
    }

    private void offer(Task task, CompletableFuture<?> done) {
        queue.add(task);
        // Looked at after adding: either the writer's last sweep sees the task, or this thread sees the end.
        if (stopped) {
            done.completeExceptionally(new LogStoppedException("the log is closed"));
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = turn(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** One turn of the writer, for whoever runs a log without its thread; false when nothing waits or it has ended. */
    boolean step() {
        Task task = queue.poll();
        return task != null && turn(task);
    }

    /** Works off a task and the appends behind it; false when it was the last. */
    private boolean turn(Task first) {
        Task task = first;
        try {
            if (first instanceof Append append) {
                task = commit(append);
            }
            housekeeping(task);
        } catch (RuntimeException | Error e) {
            stopped = true;
            failStop.stop("the log's writer broke", e);
        } finally {
            if (task instanceof Stop || stopped) {
                end();
            }
        }
        return !(task instanceof Stop) && !stopped;
    }

    /** Commits the append and all that follow it in the queue; returns the task that came after, or an idle one. */
    private Task commit(Append first) {
        List<Append> group = new ArrayList<>();
        Task task = first;
        int size = 0;
        while (task instanceof Append append) {
            group.add(append);
            size += append.bytes();
            task = size >= MAX_BATCH_BYTES ? null : queue.poll();
        }
        write(group);
        return task == null ? new Idle() : task;
    }

    private void write(List<Append> group) {
        if (noRoom) {
            refuseEvents(group);
        }
        if (group.isEmpty()) {
            return;
        }
        int size = group.stream().mapToInt(Append::bytes).sum();
        ByteBuffer sequence = ByteBuffer.allocate(size);
        List<Batch.Logged> entries = new ArrayList<>();
        long first = next;
        for (Append append : group) {
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
            bytes.addAndGet(size);
            failure = deliver(new Batch(time, entries));
        }
        answer(group, first, failure);
    }

    /** What waited when the room ran out: the rest of it is for what makes room. */
    private void refuseEvents(List<Append> group) {
        List<Append> events = group.stream()
                .filter(append -> !isHousekeeping(append.entries()))
                .toList();
        group.removeAll(events);
        answer(events, 0, new LogFullException(NO_ROOM));
    }

    private static boolean isHousekeeping(List<? extends LogEntry> entries) {
        return !(entries.get(0) instanceof Routed);
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
    private void answer(List<Append> group, long first, @Nullable RuntimeException failure) {
        long position = first;
        for (int from = 0; from < group.size(); from += ANSWERS_AT_ONCE) {
            List<Append> some = group.subList(from, Math.min(group.size(), from + ANSWERS_AT_ONCE));
            long begin = position;
            position +=
                    some.stream().mapToLong(append -> append.entries().size()).sum();
            answering.execute(() -> answerSome(some, begin, failure));
        }
    }

    private void answerSome(List<Append> group, long first, @Nullable RuntimeException failure) {
        long position = first;
        for (Append append : group) {
            queuedEntries.addAndGet(-append.entries().size());
            queuedBytes.addAndGet(-append.bytes());
            if (failure == null) {
                append.done().complete(position);
            } else {
                append.done().completeExceptionally(failure);
            }
            position += append.entries().size();
        }
    }

    private @Nullable RuntimeException insert(BatchTable.Stored stored) {
        try {
            table.insert(stored);
            return null;
        } catch (SQLException e) {
            return isFull(e) ? afterFull(stored) : broken("the log can't be written", e);
        }
    }

    private @Nullable RuntimeException afterFull(BatchTable.Stored stored) {
        try {
            makeRoom();
            return table.contains(stored) ? null : new LogFullException(NO_ROOM);
        } catch (SQLException e) {
            return broken("the log can't be opened again after the disk was full", e);
        }
    }

    /** The ballast goes first: opening the file needs room, too. */
    private void makeRoom() throws SQLException {
        noRoom = ballast.release();
        table.reopen();
    }

    /** Closing the file gives the room of its write-ahead log back. */
    private void takeRoomBack() throws SQLException {
        table.reopen();
        noRoom = !ballast.tryHold();
    }

    private RuntimeException broken(String what, SQLException cause) {
        stopped = true;
        failStop.stop(what, cause);
        return new LogStoppedException(what + ": " + cause.getMessage());
    }

    private void housekeeping(Task task) {
        try {
            try {
                keep(task);
            } catch (SQLException e) {
                if (!isFull(e)) {
                    throw e;
                }
                makeRoom();
                keep(task);
            }
        } catch (SQLException e) {
            fail(task, afterHousekeeping(e));
        }
    }

    private void keep(Task task) throws SQLException {
        if (task instanceof Trim trim) {
            bytes.set(trim.purged() ? table.purge(trim.through()) : table.trim(trim.through()));
            if (noRoom) {
                takeRoomBack();
            }
            trim.done().complete(null);
        } else if (task instanceof Note note) {
            table.note(note.key(), note.value());
            note.done().complete(null);
        } else if (task instanceof LookForRoom && noRoom) {
            takeRoomBack();
        }
    }

    /** That somebody else reads the file is no reason to stop: what was to be overwritten is tried again later. */
    private RuntimeException afterHousekeeping(SQLException e) {
        if ((e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code) {
            return new IllegalStateException("the log can't be purged now: " + e.getMessage());
        }
        return isFull(e) ? new LogFullException(NO_ROOM) : broken("the log can't be trimmed", e);
    }

    private static void fail(Task task, RuntimeException failure) {
        if (task instanceof Trim trim) {
            trim.done().completeExceptionally(failure);
        } else if (task instanceof Note note) {
            note.done().completeExceptionally(failure);
        } else if (task instanceof Append append) {
            append.done().completeExceptionally(failure);
        }
    }

    private void end() {
        stopped = true;
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            fail(task, new LogStoppedException("the log is closed"));
        }
        try {
            table.close();
        } catch (SQLException e) {
            failStop.stop("the log can't be closed", e);
        }
    }

    private static boolean isFull(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code
                || e instanceof SQLiteException sqlite
                        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
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
        if (isFull(e)) {
            return new DataFolderException("The log can't be opened: the disk of " + file
                    + " is full. Make room on it, or name another folder.");
        }
        return new DataFolderException("The log can't be opened: " + file + " (" + e.getMessage()
                + "). Allow writing to it, or name another folder.");
    }
}
