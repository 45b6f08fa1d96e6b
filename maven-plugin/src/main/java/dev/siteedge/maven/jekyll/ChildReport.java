package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.jekyll.ChildMessage.Kind;
import java.io.PrintStream;
import java.util.Locale;

/**
 * The child's end of the line to the build: Ruby calls it, on the thread that runs Jekyll.
 */
public final class ChildReport {
    /** A page takes milliseconds; nobody reads more than this. */
    private static final long NANOS_BETWEEN_PROGRESS = 100_000_000;

    private final PrintStream out;
    private long lastProgress = System.nanoTime() - NANOS_BETWEEN_PROGRESS;

    ChildReport(PrintStream out) {
        this.out = out;
    }

    /**
     * @param level debug, info, warn or error
     */
    public void log(String level, String text) {
        send(Kind.valueOf(level.toUpperCase(Locale.ROOT)), text);
    }

    public void progress(String phase, int done, int total) {
        long now = System.nanoTime();
        if (now - lastProgress >= NANOS_BETWEEN_PROGRESS) {
            lastProgress = now;
            send(Kind.PROGRESS, phase, done, total);
        }
    }

    public void untracked(String path) {
        send(Kind.UNTRACKED, path);
    }

    public void setting(String key, String value) {
        send(Kind.SETTING, key, value);
    }

    public void done(int pages) {
        send(Kind.DONE, pages);
    }

    public void failed(String message, String trace) {
        send(Kind.FAILED, message, trace);
    }

    private void send(Kind kind, Object... fields) {
        out.println(ChildMessage.format(kind, fields));
        out.flush();
    }
}
