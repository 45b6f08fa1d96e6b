package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of segments: a path's between slashes or a host's between dots. One of them may hold a {@code *}, which takes
 * anything, delimiters too. Segments are matched one by one, so that no text takes more than one pass.
 */
final class Segments {
    static final String SPLAT = "splat";

    private final char delimiter;
    private final List<Segment> before = new ArrayList<>();
    private final List<Segment> after = new ArrayList<>();
    private @Nullable String splatStart;
    private String splatEnd = "";

    private Segments(char delimiter) {
        this.delimiter = delimiter;
    }

    static Segments parse(String text, char delimiter) throws BadRuleException {
        Segments segments = new Segments(delimiter);
        for (String part : split(text, delimiter)) {
            segments.add(part);
        }
        return segments;
    }

    private void add(String part) throws BadRuleException {
        int star = part.indexOf('*');
        if (star < 0) {
            (splatStart == null ? before : after).add(Segment.parse(part));
            return;
        }
        if (splatStart != null || part.indexOf('*', star + 1) >= 0) {
            throw new BadRuleException("it has more than one *; keep one");
        }
        if (!Segment.parse(part).names().isEmpty()) {
            throw new BadRuleException("'" + part + "' mixes * with a placeholder; keep one of them");
        }
        splatStart = Percent.decode(part.substring(0, star));
        splatEnd = Percent.decode(part.substring(star + 1));
    }

    /** Of the placeholders in order, {@code splat} among them. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        before.forEach(segment -> names.addAll(segment.names()));
        if (splatStart != null) {
            names.add(SPLAT);
        }
        after.forEach(segment -> names.addAll(segment.names()));
        return names;
    }

    /** @param captures gets what placeholders and {@code *} took; of no meaning when nothing matched */
    boolean matches(String text, Map<String, String> captures) {
        List<String> parts = split(text, delimiter);
        int taken = parts.size() - before.size() - after.size();
        if (splatStart == null ? taken != 0 : taken < 1) {
            return false;
        }
        return matches(before, parts.subList(0, before.size()), captures)
                && matches(after, parts.subList(before.size() + taken, parts.size()), captures)
                && splat(parts.subList(before.size(), before.size() + taken), captures);
    }

    private static boolean matches(List<Segment> segments, List<String> parts, Map<String, String> captures) {
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).matches(parts.get(i), captures)) {
                return false;
            }
        }
        return true;
    }

    private boolean splat(List<String> parts, Map<String, String> captures) {
        String start = splatStart;
        if (start == null) {
            return true;
        }
        String text = String.join(String.valueOf(delimiter), parts);
        if (text.length() < start.length() + splatEnd.length() || !text.startsWith(start) || !text.endsWith(splatEnd)) {
            return false;
        }
        captures.put(SPLAT, text.substring(start.length(), text.length() - splatEnd.length()));
        return true;
    }

    private static List<String> split(String text, char delimiter) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            parts.add(text.substring(from, at));
            from = at + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
