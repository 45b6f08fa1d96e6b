package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.jekyll.ChildMessage.Kind;
import java.io.PrintStream;
import java.util.Locale;

/**
 * The child's end of the line to the build: Ruby calls it, on the thread that runs Jekyll and on the one that watches it.
 */
public final class ChildReport {
    /** A page takes milliseconds; nobody reads more than this. */
    private static final long NANOS_BETWEEN_PROGRESS = 100_000_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final PrintStream out;
    /** Read by the thread that watches the build. */
    private volatile String phase = "Starting";

    private volatile long heard = System.nanoTime();
    private volatile boolean succeeded;
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

    /** A build begins. */
    void begin() {
        succeeded = false;
        phase = "Starting";
        heard = System.nanoTime();
    }

    public void progress(String phase, int done, int total) {
        long now = System.nanoTime();
        this.phase = phase;
        heard = now;
        if (now - lastProgress >= NANOS_BETWEEN_PROGRESS) {
            lastProgress = now;
            send(Kind.PROGRESS, phase, done, total);
        }
    }

    /** What Jekyll is doing. */
    public String phase() {
        return phase;
    }

    /** For how long no progress was heard of. */
    public long quietSeconds() {
        return (System.nanoTime() - heard) / NANOS_PER_SECOND;
    }

    /** @param line what seems to take for ever */
    public void stalled(String line) {
        send(Kind.STALLED, line);
    }

    /**
     * Ends the process: nothing else ends Ruby that runs for ever.
     *
     * @param line why
     */
    public void giveUp(String line) {
        send(Kind.GAVE_UP, line);
        Runtime.getRuntime().halt(1);
    }

    public void untracked(String path) {
        send(Kind.UNTRACKED, path);
    }

    public void setting(String key, String value) {
        send(Kind.SETTING, key, value);
    }

    /** Whether the last build ended, and ended well. */
    boolean succeeded() {
        return succeeded;
    }

    public void done(int pages) {
        succeeded = true;
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
