package dev.siteedge.edge.log;

import dev.siteedge.edge.event.SharedValues;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads a table's batches in order; another core decodes the next ones while the first is worked on. */
final class LogReader {
    private static final int DECODED_AHEAD = 4;

    private final BatchTable table;
    private final EntryCodec codec;
    /** Of the one thread that decodes. */
    private final SharedValues shared = new SharedValues();

    LogReader(BatchTable table, EntryCodec codec) {
        this.table = table;
        this.codec = codec;
    }

    void read(long from, Consumer<Batch> reader) throws SQLException {
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
        } finally {
            decoder.shutdownNow();
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
            List<Batch.Logged> entries = codec.decode(stored.first(), stored.sequence(), shared);
            return new Batch(stored.received(), stored.first() >= from ? entries : above(entries, from));
        } catch (IOException e) {
            throw new DataFolderException(
                    "The log can't be read at position " + stored.first() + ": " + e.getMessage());
        }
    }

    private static List<Batch.Logged> above(List<Batch.Logged> entries, long from) {
        return entries.stream().filter(entry -> entry.position() >= from).toList();
    }
}
