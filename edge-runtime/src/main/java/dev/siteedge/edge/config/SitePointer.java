package dev.siteedge.edge.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the site is that {@code --site} names: a folder, a link to one, or a file whose first line names a folder beside
 * it, as {@code releases/current} does.
 */
public final class SitePointer {
    private static final int MAX_POINTER_BYTES = 64 * 1024;

    private SitePointer() {}

    /** The folder itself, without links on the way; what was named when there is none. */
    public static Path resolve(Path named) {
        try {
            return Files.isRegularFile(named) ? pointedTo(named) : named.toRealPath();
        } catch (IOException | InvalidPathException e) {
            return named;
        }
    }

    private static Path pointedTo(Path pointer) throws IOException {
        if (Files.size(pointer) > MAX_POINTER_BYTES) {
            return pointer;
        }
        String name = Files.readString(pointer, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        return name.isBlank() ? pointer : pointer.resolveSibling(name).toRealPath();
    }
}
