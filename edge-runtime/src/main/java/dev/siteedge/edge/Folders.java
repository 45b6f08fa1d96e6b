package dev.siteedge.edge;

import dev.siteedge.edge.config.SitePointer;
import dev.siteedge.edge.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether the folders can be used, before anything is opened in them. */
final class Folders {
    private Folders() {}

    static void requireReadable(Path named) {
        Path site = SitePointer.resolve(named);
        if (!Files.isDirectory(site) || !Files.isReadable(site) || !Files.isExecutable(site)) {
            throw new StartRefused("--site is wrong: " + named + "; a folder that can be read. Build the site first.");
        }
    }

    static void requireWritable(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "probe", null));
        } catch (IOException e) {
            throw new StartRefused(
                    "--data is wrong: " + data + "; a folder that can be written. Choose another or change its mode.");
        }
    }
}
