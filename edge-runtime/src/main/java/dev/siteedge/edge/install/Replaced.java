package dev.siteedge.edge.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is replaced as a whole, so that a process that has the old one open keeps it. */
final class Replaced {
    /** Writes a file. */
    interface Writing {
        void to(Path file) throws IOException;
    }

    private Replaced() {}

    static void write(Path file, Writing writing) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            writing.to(fresh);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
