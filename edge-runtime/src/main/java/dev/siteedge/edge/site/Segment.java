package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two delimiters of a pattern, such as {@code post-:year-:slug.html}. Each placeholder takes one
 * character or more, the first as many as it can.
 *
 * @param literals decoded, one more than there are names: around and between them
 */
record Segment(List<String> literals, List<String> names) {
    private static final Pattern PLACEHOLDER = Pattern.compile(":([A-Za-z][A-Za-z0-9_]*)");

    Segment {
        literals = List.copyOf(literals);
        names = List.copyOf(names);
    }

    static Segment parse(String text) throws BadRuleException {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            literals.add(Percent.decode(text.substring(from, placeholder.start())));
            names.add(placeholder.group(1));
            from = placeholder.end();
        }
        literals.add(Percent.decode(text.substring(from)));
        return new Segment(literals, names);
    }

    /**
     * Goes from the right and takes the last place where each literal fits, which leaves the most to the placeholders
     * before it: the same as a greedy expression, in one pass.
     *
     * @param captures gets what the placeholders took
     */
    boolean matches(String text, Map<String, String> captures) {
        String first = literals.get(0);
        String last = literals.get(names.size());
        if (names.isEmpty() || !text.startsWith(first) || !text.endsWith(last)) {
            return names.isEmpty() && text.equals(first);
        }
        int end = text.length() - last.length();
        for (int i = names.size() - 1; i >= 0; i--) {
            String before = literals.get(i);
            int at = i == 0 ? 0 : text.lastIndexOf(before, end - 1 - before.length());
            int start = at + before.length();
            if (at < 0 || start >= end) {
                return false;
            }
            captures.put(names.get(i), text.substring(start, end));
            end = at;
        }
        return true;
    }
}
