package dev.siteedge.maven.jekyll;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the child's lines: logs what is for the user, remembers what is for us. Used by one thread.
 */
final class ChildOutput {
    private static final Pattern RUBY_WARNING = Pattern.compile("(.+?:\\d+): warning: (.*)");
    /** A warning in a bundled gem is nothing that the user could mend. */
    private static final String BUNDLED = "uri:classloader:";

    private final Path source;
    private final BuildLog log;
    private final Progress progress;
    private int warnings;
    private int tracked;
    private boolean gaveWay;
    private @Nullable Integer pages;
    private @Nullable String lastWords;
    private @Nullable ChildMessage failure;

    ChildOutput(Path source, BuildLog log, Progress progress) {
        this.source = source;
        this.log = log;
        this.progress = progress;
    }

    void line(String line) {
        Optional<ChildMessage> message = ChildMessage.parse(line);
        text(message.isPresent() ? ChildMessage.textBefore(line) : line);
        message.ifPresent(this::message);
    }

    int warnings() {
        return warnings;
    }

    /** How many pages were rendered; empty when the build did not succeed. */
    Optional<Integer> pages() {
        return Optional.ofNullable(pages);
    }

    /** How many pages got the tracker. */
    int tracked() {
        return tracked;
    }

    /** Whether the child said how the build ended. */
    boolean ended() {
        return pages != null || gaveWay || failure != null;
    }

    /** Whether it ended unfinished, as it was asked to. */
    boolean gaveWay() {
        return gaveWay;
    }

    /** The failure that the child reported: one line, and Ruby's stack. */
    Optional<ChildMessage> failure() {
        return Optional.ofNullable(failure);
    }

    /** Why the child ended itself; it says nothing more then. */
    Optional<String> lastWords() {
        return Optional.ofNullable(lastWords);
    }

    private void message(ChildMessage message) {
        switch (message.kind()) {
            case DEBUG -> log.debug(message.field(0));
            case INFO -> log.info(message.field(0));
            case WARN -> warn(message.field(0));
            case ERROR -> log.error(message.field(0));
            case PROGRESS -> progress.report(message.field(0), message.number(1), message.number(2));
            // No fault of the site: a slow machine must not fail the build under failOn=WARN.
            case STALLED -> log.warn(message.field(0));
            case GAVE_UP -> lastWords = message.field(0);
            case DONE -> {
                pages = message.number(0);
                tracked = message.number(1);
            }
            case GAVE_WAY -> gaveWay = true;
            case FAILED -> failure = message;
        }
    }

    /** Something that a plugin or Ruby itself printed. */
    private void text(String line) {
        Matcher warning = RUBY_WARNING.matcher(line);
        if (line.isBlank()) {
            return;
        } else if (!warning.matches()) {
            log.info(line);
        } else if (line.startsWith(BUNDLED)) {
            log.debug(line);
        } else {
            warn(warning.group(1) + ": " + warning.group(2));
        }
    }

    private void warn(String line) {
        warnings++;
        String folder = source + "/";
        log.warn(line.startsWith(folder) ? line.substring(folder.length()) : line);
    }
}
