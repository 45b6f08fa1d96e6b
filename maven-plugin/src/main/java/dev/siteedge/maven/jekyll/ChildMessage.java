package dev.siteedge.maven.jekyll;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One line from the child JVM to us: a mark, the kind, tab-separated fields. Everything else that the child prints comes
 * from a plugin and is text for the user.
 *
 * @param fields as many as the kind says; a field may hold any text
 */
record ChildMessage(Kind kind, List<String> fields) {
    /** What no plugin prints by chance. */
    private static final char MARK = '\u0001';

    enum Kind {
        DEBUG(1),
        INFO(1),
        WARN(1),
        ERROR(1),
        /** phase, done, total */
        PROGRESS(3),
        /** one line: where a build is that seems to take for ever */
        STALLED(1),
        /** one line: why the process ends itself before the build has ended */
        GAVE_UP(1),
        /** how many pages were rendered, how many are tracked; the build succeeded */
        DONE(2),
        /** the build ended unfinished, as it was asked to */
        GAVE_WAY(0),
        /** one line for the user, and Ruby's stack */
        FAILED(2);

        private final int fields;

        Kind(int fields) {
            this.fields = fields;
        }

        /** Whether the build has ended with it. */
        boolean isLast() {
            return this == DONE || this == GAVE_WAY || this == FAILED;
        }
    }

    ChildMessage {
        fields = List.copyOf(fields);
    }

    static String format(Kind kind, Object... fields) {
        return MARK
                + kind.name()
                + Arrays.stream(fields)
                        .map(field -> "\t" + escape(field.toString()))
                        .collect(Collectors.joining());
    }

    /** The message that ends this line; a plugin may have printed the start of the line. */
    static Optional<ChildMessage> parse(String line) {
        int mark = line.lastIndexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        List<String> parts = Arrays.stream(line.substring(mark + 1).split("\t", -1))
                .map(ChildMessage::unescape)
                .toList();
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(parts.get(0)) && kind.fields == parts.size() - 1)
                .findFirst()
                .map(kind -> new ChildMessage(kind, parts.subList(1, parts.size())));
    }

    /** What stood on the line before the message. */
    static String textBefore(String line) {
        int mark = line.lastIndexOf(MARK);
        return mark < 0 ? line : line.substring(0, mark);
    }

    String field(int index) {
        return fields.get(index);
    }

    int number(int index) {
        return Integer.parseInt(fields.get(index));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace(String.valueOf(MARK), "");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(
                        switch (text.charAt(i)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> text.charAt(i);
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
