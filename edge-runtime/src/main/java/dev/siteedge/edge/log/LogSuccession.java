package dev.siteedge.edge.log;

import dev.siteedge.edge.event.SharedValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Replaces a log whose positions the store knows under another log by a new one that goes on behind the store, with the
 * events and erasures that only the old one has. Repeatable after a crash: the old file is there until the new one is complete.
 */
public final class LogSuccession {
    private static final String KEPT = "kept";

    private final EntryCodec codec = new EntryCodec();
    private final SharedValues shared = new SharedValues();
    private final BatchTable successor;
    private long next;
    private long oldest = Long.MAX_VALUE;

    private LogSuccession(BatchTable successor, long start) {
        this.successor = successor;
        this.next = start;
    }

    /**
     * @param file of the closed old log
     * @param logId of the new one
     * @param start the first position of the new one
     * @param received no later batch of the new one is received before, milliseconds since 1970
     * @param from events of the old log at and above this position are kept, with the time they were received
     * @return how many were kept
     */
    public static long succeed(Path file, String logId, long start, long received, long from) {
        Path draft = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(file.resolveSibling(draft.getFileName() + "-wal"));
            long kept = copy(file, draft, logId, start, received, from);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DataFolder.sync(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
            return kept;
        } catch (SQLException | IOException e) {
            throw new DataFolderException("The log can't be continued: " + file + " (" + e.getMessage() + ").");
        }
    }

    /**
     * When the oldest event was received that came along from an older log.
     *
     * @param position what came along up to it is folded already
     * @return empty when none did, or all of them are folded
     */
    public static OptionalLong keptSince(EventLog log, long position) {
        String[] kept = log.note(KEPT).split("@");
        return kept.length == 2 && Long.parseLong(kept[1]) > position
                ? OptionalLong.of(Long.parseLong(kept[0]))
                : OptionalLong.empty();
    }

    private static long copy(Path file, Path draft, String logId, long start, long received, long from)
            throws SQLException, IOException {
        try (BatchTable old = SqliteBatchTable.open(file, logId, start);
                BatchTable successor = SqliteBatchTable.open(draft, logId, start, received, Long.MAX_VALUE)) {
            return copy(old, successor, start, from);
        }
    }

    static long copy(BatchTable old, BatchTable successor, long start, long from) throws SQLException {
        LogSuccession succession = new LogSuccession(successor, start);
        old.read(from, batch -> succession.copy(batch, from));
        if (succession.next > start) {
            successor.note(KEPT, succession.oldest + "@" + (succession.next - 1));
        }
        return succession.next - start;
    }

    private void copy(BatchTable.Stored batch, long from) {
        try {
            List<LogEntry> events = codec.decode(batch.first(), batch.sequence(), shared).stream()
                    .filter(logged -> logged.position() >= from)
                    .map(Batch.Logged::entry)
                    .filter(entry -> !(entry instanceof Cut))
                    .toList();
            if (events.isEmpty()) {
                return;
            }
            ByteArrayOutputStream sequence = new ByteArrayOutputStream();
            events.forEach(event -> sequence.writeBytes(codec.encode(event)));
            successor.insert(new BatchTable.Stored(next, events.size(), batch.received(), sequence.toByteArray()));
            next += events.size();
            oldest = Math.min(oldest, batch.received());
        } catch (IOException | SQLException e) {
            throw new DataFolderException(
                    "The log can't be continued at position " + batch.first() + ": " + e.getMessage());
        }
    }
}
