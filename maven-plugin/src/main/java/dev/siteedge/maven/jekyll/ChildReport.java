package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.finish.SiteSettings;
import dev.siteedge.maven.jekyll.ChildMessage.Kind;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    /** What Ruby says for the steps that follow; of the building thread. */
    private final Map<String, String> settings = new HashMap<>();

    private final Set<String> untracked = new HashSet<>();
    private @Nullable Integer rendered;
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
        rendered = null;
        untracked.clear();
        settings.clear();
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

    /** @param path of a written page that wants no tracker, relative to the destination, with {@code /} between names */
    public void untracked(String path) {
        untracked.add(path);
    }

    /** What the site's configuration holds for us, such as {@code consent.level}. */
    public void setting(String key, String value) {
        settings.put(key, value);
    }

    /** Ruby's part went well. */
    public void rendered(int pages) {
        rendered = pages;
    }

    /** How many pages Ruby wrote; empty when it failed. */
    Optional<Integer> rendered() {
        return Optional.ofNullable(rendered);
    }

    Set<String> untracked() {
        return Set.copyOf(untracked);
    }

    SiteSettings settings() {
        return new SiteSettings(settings);
    }

    /** Whether the last build ended, and ended well. */
    boolean succeeded() {
        return succeeded;
    }

    /** The build succeeded. */
    public void done(int pages, int tracked) {
        succeeded = true;
        send(Kind.DONE, pages, tracked);
    }

    /** The build ended unfinished, as it was asked to. */
    public void gaveWay() {
        send(Kind.GAVE_WAY);
    }

    public void failed(String message, String trace) {
        send(Kind.FAILED, message, trace);
    }

    private void send(Kind kind, Object... fields) {
        out.println(ChildMessage.format(kind, fields));
        out.flush();
    }
}
