package dev.siteedge.maven.doctor;

import dev.siteedge.maven.jekyll.BuildLog;
import java.util.ArrayList;
import java.util.List;

/** Keeps a build quiet, and its warnings for the doctor's own line. Used by one thread. */
final class CollectedLog implements BuildLog {
    private final BuildLog log;
    private final List<String> warnings = new ArrayList<>();

    CollectedLog(BuildLog log) {
        this.log = log;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void debug(String line) {
        log.debug(line);
    }

    @Override
    public void info(String line) {
        log.debug(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    /** Ruby's stack, for who asked for it with {@code trace}. */
    @Override
    public void error(String line) {
        log.error(line);
    }
}
