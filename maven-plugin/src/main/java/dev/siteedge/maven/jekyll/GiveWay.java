package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks one build, which nobody waits for, to end unfinished: between two pages, for something that is to be seen sooner. The
 * build's process learns of it by a file. Safe for use by many threads.
 */
public final class GiveWay {
    private final BuildLog log;
    private boolean asked;
    private @Nullable Path sign;

    /** @param log hears where the build could not be asked */
    public GiveWay(BuildLog log) {
        this.log = log;
    }

    /** Before the build or while it runs; nothing happens when it has ended. */
    public synchronized void ask() {
        asked = true;
        show();
    }

    /** @param file that the build's process looks for */
    synchronized void by(Path file) {
        sign = file;
        show();
    }

    /** Another build may use the same folder. */
    synchronized void ended() {
        sign = null;
    }

    private void show() {
        if (!asked || sign == null) {
            return;
        }
        try {
            Files.createFile(sign);
        } catch (IOException e) {
            // The build ends as it would have.
            log.debug("The build under way does not give way: " + e);
        }
    }
}
