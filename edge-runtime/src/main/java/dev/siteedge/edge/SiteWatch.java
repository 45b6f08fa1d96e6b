package dev.siteedge.edge;

import dev.siteedge.edge.config.SitePointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that another release is to be served. Looked at by one thread, again and again. */
final class SiteWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);

    private final Path named;
    private final Runnable change;
    private @Nullable Version seen;

    /** What tells one release from another: where it is, which folder that is, when it was built. */
    private record Version(Path folder, @Nullable Object key, FileTime built) {}

    /**
     * Takes what is there now for served.
     *
     * @param named as {@code --site} has it
     * @param change serves what is there; throws when that can't be served
     */
    SiteWatch(Path named, Runnable change) {
        this.named = named;
        this.change = change;
        this.seen = look();
    }

    /** Serves another release, if there is one; one that can't be served is named once and the one before stays. */
    void check() {
        Version now = look();
        if (now == null || now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            change.run();
            LOG.info("serving the release {}", now.folder);
        } catch (RuntimeException e) {
            LOG.error("{} The release before is served still.", e.getMessage());
        }
    }

    /** Null between two steps of a change. */
    private @Nullable Version look() {
        Path folder = SitePointer.resolve(named);
        Path manifest = folder.resolve("_edge").resolve("manifest.json");
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            FileTime built =
                    Files.exists(manifest) ? Files.getLastModifiedTime(manifest) : attributes.lastModifiedTime();
            return attributes.isDirectory() ? new Version(folder, attributes.fileKey(), built) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
