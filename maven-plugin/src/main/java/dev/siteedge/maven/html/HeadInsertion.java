package dev.siteedge.maven.html;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where in a page the tracker's tag goes: on a line of its own wherever the head has a line break, so that every other
 * line stays byte for byte as it was.
 *
 * @param offset into the page's bytes
 * @param lineBreak what follows the tag: the page's own line break, or nothing when it must stand inline
 */
record HeadInsertion(int offset, String lineBreak) {
    /**
     * Before a {@code </head>} that starts a line; else after a {@code <head>} that ends one; else at the first other line
     * break in the head that is not inside an element or comment; else inline. A {@code <body>} after a {@code <head>} ends it
     * too, as in pages out of a compressor: HTML may leave the end tag out. Empty for a fragment: no head, or no end of it.
     */
    static Optional<HeadInsertion> find(byte[] page) {
        HtmlScanner tokens = new HtmlScanner(page);
        OptionalInt afterHead = OptionalInt.empty();
        OptionalInt other = OptionalInt.empty();
        int gap = 0;
        boolean head = false;
        while (tokens.next()) {
            if (other.isEmpty()) {
                other = lineAfter(page, gap, tokens.start());
            }
            gap = tokens.end();
            switch (tokens.name()) {
                case "head" -> {
                    head = true;
                    afterHead = lineAfterSpaces(page, tokens.end());
                    other = OptionalInt.empty();
                }
                case "/head" -> {
                    return Optional.of(at(page, tokens.start(), afterHead, other));
                }
                case "body", "frameset" -> {
                    return head ? Optional.of(at(page, tokens.start(), afterHead, other)) : Optional.empty();
                }
                default -> {
                    // Part of the head, or before it.
                }
            }
        }
        return Optional.empty();
    }

    byte[] bytes(String html) {
        // ASCII, as TrackerTag writes nothing else.
        return (html + lineBreak).getBytes(StandardCharsets.US_ASCII);
    }

    private static HeadInsertion at(byte[] page, int close, OptionalInt afterHead, OptionalInt other) {
        OptionalInt line = lineStart(page, close);
        if (line.isEmpty()) {
            line = afterHead.isPresent() ? afterHead : other;
        }
        return line.isPresent()
                ? new HeadInsertion(line.getAsInt(), lineBreakBefore(page, line.getAsInt()))
                : new HeadInsertion(close, "");
    }

    /** The start of the line of {@code at}, when only blanks stand between. */
    private static OptionalInt lineStart(byte[] page, int at) {
        int i = at;
        while (i > 0 && (page[i - 1] == ' ' || page[i - 1] == '\t')) {
            i--;
        }
        return i > 0 && page[i - 1] == '\n' ? OptionalInt.of(i) : OptionalInt.empty();
    }

    private static OptionalInt lineAfterSpaces(byte[] page, int from) {
        int i = from;
        while (i < page.length && page[i] != '\n' && HtmlScanner.isSpace(page[i])) {
            i++;
        }
        return i < page.length && page[i] == '\n' ? OptionalInt.of(i + 1) : OptionalInt.empty();
    }

    private static OptionalInt lineAfter(byte[] page, int from, int to) {
        for (int i = from; i < to; i++) {
            if (page[i] == '\n') {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    private static String lineBreakBefore(byte[] page, int line) {
        return line > 1 && page[line - 2] == '\r' ? "\r\n" : "\n";
    }
}
