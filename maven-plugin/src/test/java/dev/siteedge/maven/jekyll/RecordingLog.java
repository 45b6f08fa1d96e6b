package dev.siteedge.maven.jekyll;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a build says, as {@code LEVEL line}. */
final class RecordingLog implements BuildLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<String> level(String level) {
        return lines.stream()
                .filter(line -> line.startsWith(level + " "))
                .map(line -> line.substring(level.length() + 1))
                .toList();
    }

    @Override
    public void debug(String line) {
        lines.add("DEBUG " + line);
    }

    @Override
    public void info(String line) {
        lines.add("INFO " + line);
    }

    @Override
    public void warn(String line) {
        lines.add("WARN " + line);
    }

    @Override
    public void error(String line) {
        lines.add("ERROR " + line);
    }
}
