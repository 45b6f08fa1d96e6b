package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Text with {@code :name} where a pattern's captures go, percent-encoded: they can't end a line, a path or a host. */
final class Template {
    /** @param name of a capture, or empty for plain text */
    private record Piece(String name, String text, boolean inQuery) {}

    private final List<Piece> pieces = new ArrayList<>();

    /** @param names of the captures that there will be; what else begins with a colon is plain text */
    Template(String text, Set<String> names) {
        List<String> longestFirst = names.stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        boolean inQuery = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            inQuery |= c == '?' || c == '#';
            String name = c == ':' ? name(text, at + 1, longestFirst) : "";
            if (!name.isEmpty()) {
                pieces.add(new Piece("", text.substring(from, at), inQuery));
                pieces.add(new Piece(name, "", inQuery));
                at += name.length();
                from = at + 1;
            }
        }
        pieces.add(new Piece("", text.substring(from), inQuery));
    }

    private static String name(String text, int at, List<String> names) {
        return names.stream()
                .filter(name -> text.startsWith(name, at))
                .findFirst()
                .orElse("");
    }

    /** @param captures decoded, one for each name */
    String expand(Map<String, String> captures) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String captured = captures.getOrDefault(piece.name(), "");
            text.append(piece.text()).append(piece.inQuery() ? Percent.query(captured) : Percent.path(captured));
        }
        return text.toString();
    }
}
