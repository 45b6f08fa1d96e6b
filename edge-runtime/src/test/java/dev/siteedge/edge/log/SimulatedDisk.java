package dev.siteedge.edge.log;

import dev.siteedge.edge.event.SharedValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;

/**
 * What is on the disk of one machine of its log: batches, notes, where the log goes on. It outlives the processes that
 * use it. Every write is all or nothing and there when it returns, as a commit of SQLite with {@code synchronous=FULL};
 * one that does not return may be there or not.
 */
public final class SimulatedDisk {
    private static final int MAX_TRIMMED = 3;

    /** What happens to a write. */
    public enum Fate {
        HAPPENS,
        /** The process dies first, or the torn end is dropped. */
        DIES_BEFORE,
        /** All reached the disk, and the process dies before it knows. */
        DIES_AFTER,
        /** The disk is full; nothing was written. */
        FULL,
        /** The disk is full, says SQLite, and all was written. */
        FULL_BUT_WRITTEN,
        /** The fsync failed and nothing will be there. */
        FSYNC_FAILS,
        /** The fsync failed and all will be there. */
        FSYNC_FAILS_BUT_WRITTEN
    }

    /** Decides, as the process that writes. */
    public interface Fates {
        /** @param what for the schedule */
        Fate ofWrite(String what);

        /** Ends the process: throws. */
        void die();

        /** These are on the disk now. */
        void written(Batch batch);

        /** Events got new positions behind those of another log. */
        void reordered();
    }

    private final Map<Long, BatchTable.Stored> batches;
    private final Map<String, String> notes;

    public SimulatedDisk() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    private SimulatedDisk(Map<Long, BatchTable.Stored> batches, Map<String, String> notes) {
        this.batches = batches;
        this.notes = notes;
    }

    /** When the last batch of the log was received, 0 when there was none. */
    public long received() {
        return notes.containsKey("received") ? new Table(this, NO_FAULTS).head().received() : 0;
    }

    /** A backup taken now. */
    public SimulatedDisk copy() {
        return new SimulatedDisk(new TreeMap<>(batches), new TreeMap<>(notes));
    }

    /**
     * The log on this disk, for one process.
     *
     * @param ballast a real file
     */
    public LogFile logFile(LogLimits limits, Path ballast, Clock clock, FailStop failStop, Fates fates) {
        return new LogFile() {
            @Override
            public boolean exists() {
                return notes.containsKey("log_id");
            }

            @Override
            public EventLog open(String logId, long start, long received) {
                create(SimulatedDisk.this, logId, start, received);
                try {
                    SqliteEventLog log = new SqliteEventLog(
                            new Table(SimulatedDisk.this, fates),
                            limits,
                            clock,
                            failStop,
                            Runnable::run,
                            new Ballast(ballast, 1),
                            Unstarted::new);
                    return new SteppedLog(log);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public long succeed(String logId, long start, long received, long from) {
                return replace(logId, start, received, from, fates);
            }
        };
    }

    private static void create(SimulatedDisk disk, String logId, long start, long received) {
        disk.notes.putIfAbsent("log_id", logId);
        disk.notes.putIfAbsent("next", Long.toString(start));
        disk.notes.putIfAbsent("received", Long.toString(received));
    }

    /** The new file gets the old one's name in one step. */
    private long replace(String logId, long start, long received, long from, Fates fates) {
        SimulatedDisk successor = new SimulatedDisk();
        create(successor, logId, start, received);
        long kept;
        try {
            kept = LogSuccession.copy(new Table(this, NO_FAULTS), new Table(successor, NO_FAULTS), start, from);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        if (kept > 0) {
            fates.reordered();
        }
        Fate fate = fates.ofWrite("replace log, keeps " + kept);
        if (fate == Fate.DIES_BEFORE) {
            fates.die();
        }
        batches.clear();
        batches.putAll(successor.batches);
        notes.clear();
        notes.putAll(successor.notes);
        if (fate == Fate.DIES_AFTER) {
            fates.die();
        }
        return kept;
    }

    private static final Fates NO_FAULTS = new Fates() {
        @Override
        public Fate ofWrite(String what) {
            return Fate.HAPPENS;
        }

        @Override
        public void die() {
            throw new AssertionError("nothing fails here");
        }

        @Override
        public void written(Batch batch) {
            // A copy of what was written before.
        }

        @Override
        public void reordered() {
            // Said by whoever replaces the log.
        }
    };

    /** A thread that is never run: {@link SteppedLog} takes the writer's turns. */
    private static final class Unstarted extends Thread {
        Unstarted(Runnable task) {
            super(task);
        }

        @Override
        public void start() {
            // Nothing runs beside the simulation.
        }
    }

    /** A step on the disk. */
    private interface Write {
        void run();
    }

    private static final class Table implements BatchTable {
        private final SimulatedDisk disk;
        private final Fates fates;

        Table(SimulatedDisk disk, Fates fates) {
            this.disk = disk;
            this.fates = fates;
        }

        @Override
        public Head head() {
            long next = Long.parseLong(disk.notes.get("next"));
            long received = Long.parseLong(disk.notes.get("received"));
            for (Stored batch : disk.batches.values()) {
                next = Math.max(next, batch.last() + 1);
                received = Math.max(received, batch.received());
            }
            return new Head(disk.notes.get("log_id"), next, received, bytes());
        }

        @Override
        public void insert(Stored batch) throws SQLException {
            write("insert " + batch.first() + "+" + batch.count(), () -> {
                if (disk.batches.putIfAbsent(batch.first(), batch) != null) {
                    throw new AssertionError("position " + batch.first() + " was given twice");
                }
                fates.written(decoded(batch));
            });
        }

        @Override
        public boolean contains(Stored batch) {
            Stored there = disk.batches.get(batch.first());
            return there != null && Arrays.equals(there.sequence(), batch.sequence());
        }

        @Override
        public Trimmed trim(long through, long maxBytes) throws SQLException {
            Head head = head();
            List<Stored> oldest = disk.batches.values().stream()
                    .filter(batch -> batch.last() <= through)
                    .toList();
            // Fewer than a real one: there are few in all.
            List<Stored> step = oldest.subList(0, Math.min(MAX_TRIMMED, oldest.size()));
            write("trim " + through, () -> {
                disk.notes.put("next", Long.toString(head.next()));
                disk.notes.put("received", Long.toString(head.received()));
                disk.batches.values().removeAll(step);
            });
            long bytes =
                    step.stream().mapToLong(batch -> batch.sequence().length).sum();
            return new Trimmed(bytes, step.size() < oldest.size());
        }

        @Override
        public boolean giveBack(long keptBytes) throws SQLException {
            write("give back", () -> {});
            return false;
        }

        @Override
        public long purge(long through) throws SQLException {
            boolean more = true;
            while (more) {
                more = trim(through, Long.MAX_VALUE).more();
            }
            return bytes();
        }

        @Override
        public long first() {
            return disk.batches.keySet().stream().findFirst().orElseGet(() -> head().next());
        }

        @Override
        public void read(long from, Consumer<Stored> reader) {
            List<Stored> found = new ArrayList<>(disk.batches.values());
            found.stream().filter(batch -> batch.last() >= from).forEach(reader);
        }

        @Override
        public void reopen() {}

        @Override
        public String note(String key) {
            return disk.notes.getOrDefault(key, "");
        }

        @Override
        public void note(String key, String value) throws SQLException {
            write("note " + key + "=" + value, () -> disk.notes.put(key, value));
        }

        @Override
        public void close() {}

        private static Batch decoded(Stored batch) {
            try {
                return new Batch(
                        batch.received(), new EntryCodec().decode(batch.first(), batch.sequence(), new SharedValues()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long bytes() {
            return disk.batches.values().stream()
                    .mapToLong(batch -> batch.sequence().length)
                    .sum();
        }

        private void write(String what, Write write) throws SQLException {
            Fate fate = fates.ofWrite(what);
            switch (fate) {
                case DIES_BEFORE -> fates.die();
                case DIES_AFTER -> {
                    write.run();
                    fates.die();
                }
                case FULL -> throw error(SQLiteErrorCode.SQLITE_FULL);
                case FULL_BUT_WRITTEN -> {
                    write.run();
                    throw error(SQLiteErrorCode.SQLITE_FULL);
                }
                case FSYNC_FAILS -> throw error(SQLiteErrorCode.SQLITE_IOERR_FSYNC);
                case FSYNC_FAILS_BUT_WRITTEN -> {
                    write.run();
                    throw error(SQLiteErrorCode.SQLITE_IOERR_FSYNC);
                }
                default -> write.run();
            }
        }

        private static SQLException error(SQLiteErrorCode code) {
            return new SQLException(code.message, null, code.code);
        }
    }
}
