package dev.siteedge.edge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** Files that are whole or not there, also after power was lost: write aside, fsync, rename, fsync the folder. */
final class DurableFiles {
    /** Names that start so are drafts; no reader looks at them. */
    static final String DRAFT = ".draft-";

    private DurableFiles() {}

    static void replace(Path file, byte[] bytes) throws IOException {
        Path folder = folder(file);
        Files.createDirectories(folder);
        Path draft = folder.resolve(DRAFT + UUID.randomUUID());
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync(folder);
    }

    /** Makes what another library wrote durable. */
    static void syncFile(Path file) throws IOException {
        sync(file);
        sync(folder(file));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
