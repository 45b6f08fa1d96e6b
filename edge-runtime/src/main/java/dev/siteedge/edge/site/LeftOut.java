package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of a file of rules that can't be obeyed: the site is served without them. Used while a release is loaded. */
final class LeftOut {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);
    private static final int MAX_LOGGED_LINES = 50;
    private static final int MAX_MESSAGE_CHARS = 400;

    private final List<String> lines = new ArrayList<>();
    private int unlogged;

    /** @param line from 1 */
    void add(String file, int line, String why) {
        add(file + ":" + line + " is left out: " + why + ".");
    }

    void add(String message) {
        if (lines.size() >= MAX_LOGGED_LINES) {
            unlogged++;
            return;
        }
        String printable = message.replaceAll("\\p{Cntrl}", "\uFFFD");
        boolean fits = printable.length() <= MAX_MESSAGE_CHARS;
        lines.add(fits ? printable : printable.substring(0, MAX_MESSAGE_CHARS) + "…");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int unlogged() {
        return unlogged;
    }

    void log() {
        lines.forEach(LOG::warn);
        if (unlogged > 0) {
            LOG.warn("{} more lines are left out. Correct those above first.", unlogged);
        }
    }
}
