package dev.siteedge.edge.store;

import dev.siteedge.edge.log.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Segments on the local disk that the store does not have yet. Whatever is here can be made again from the log. */
final class Outbox {
    /**
     * A cut and its file.
     *
     * @param draft all but the key of the segment, which depends on who owns the log when it is put
     */
    record Parcel(Cut cut, Path file, Segment draft) {
        Segment under(String key) {
            return new Segment(
                    key,
                    draft.from(),
                    draft.to(),
                    draft.rows(),
                    draft.bytes(),
                    draft.sha256(),
                    draft.minTime(),
                    draft.maxTime());
        }
    }

    private final Path folder;
    private final RowTable rows;

    Outbox(Path folder, RowTable rows) {
        this.folder = folder;
        this.rows = rows;
    }

    /** Removes what an earlier process left. */
    void clear() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Whether all that was in it is in the store and no query reads it any more. */
    boolean isEmpty() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox can't be listed: " + folder, e);
        }
    }

    /** Writes the cut's rows, durable when it returns; empty when the cut has none. */
    Optional<Parcel> write(Cut cut) {
        Path file = folder.resolve(cut.from() + "-" + cut.to() + ".parquet");
        try {
            Files.deleteIfExists(file);
            RowTable.Written written = rows.write(cut.from(), cut.to(), file);
            return written.rows() == 0 ? Optional.empty() : Optional.of(parcel(cut, file, written));
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox can't be written: " + file, e);
        }
    }

    static Segment describe(String key, long from, long to, Path file, RowTable.Written written) throws IOException {
        DurableFiles.syncFile(file);
        byte[] bytes = Files.readAllBytes(file);
        return new Segment(
                key, from, to, written.rows(), bytes.length, Sha256.hex(bytes), written.minTime(), written.maxTime());
    }

    private static Parcel parcel(Cut cut, Path file, RowTable.Written written) throws IOException {
        return new Parcel(cut, file, describe("outbox/" + file.getFileName(), cut.from(), cut.to(), file, written));
    }
}
