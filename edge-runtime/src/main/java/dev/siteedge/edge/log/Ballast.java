package dev.siteedge.edge.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that keeps room on the disk for what has to go on when the disk is full: cuts, checkpoints, trims, the files of a
 * flush. Let go when SQLite finds no room, made again when there is room for it twice. Used by the log's writer.
 */
final class Ballast {
    /** Several flushes of the default size. */
    static final long MAX_BYTES = 64L << 20;

    /** Room for all pages of a write-ahead log before its checkpoint, twice: the file can't be opened again with less. */
    static final long MIN_BYTES = 8L << 20;

    /** Of the disk, and of what the log may take. */
    private static final int SHARE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private final long bytes;

    /** @param bytes 0 for none: then there is always room enough */
    Ballast(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Beside a log: 64 MiB, or a sixteenth of a smaller disk or log, but 8 MiB. */
    static Ballast beside(Path log, long maxLogBytes) {
        Path file = log.resolveSibling("ballast");
        try {
            long disk = Files.getFileStore(folder(file)).getTotalSpace();
            return new Ballast(file, Math.min(MAX_BYTES, Math.max(MIN_BYTES, Math.min(disk, maxLogBytes) / SHARE)));
        } catch (IOException e) {
            throw new DataFolderException("The data folder can't be read: " + log + " (" + e.getMessage() + ").");
        }
    }

    /** Makes it when it is not there; false when there is too little room. */
    boolean tryHold() {
        try {
            if (bytes == 0 || Files.exists(file) && Files.size(file) == bytes) {
                return true;
            }
            if (Files.getFileStore(folder(file)).getUsableSpace() < 2 * bytes) {
                return false;
            }
            make();
            return true;
        } catch (IOException e) {
            LOG.warn("{} can't be made: {}", file, e.getMessage());
            return false;
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    /** Gives its room to others; false when there never was any. */
    boolean release() {
        try {
            if (Files.deleteIfExists(file)) {
                LOG.warn("the disk is full: {} is let go, and no events are taken until there is room again", file);
            }
        } catch (IOException e) {
            LOG.warn("{} can't be let go: {}", file, e.getMessage());
        }
        return bytes > 0;
    }

    /** Written, not only made long: a file with holes takes no room. */
    private void make() throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel out = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer zeros = ByteBuffer.allocate(CHUNK_BYTES);
                for (long left = bytes; left > 0; ) {
                    zeros.clear().limit((int) Math.min(left, CHUNK_BYTES));
                    left -= out.write(zeros);
                }
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
