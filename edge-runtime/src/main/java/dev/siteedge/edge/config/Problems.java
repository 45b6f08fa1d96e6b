package dev.siteedge.edge.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Everything that is wrong with the settings, so that it is told at once. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** @throws StartRefused with all problems when there is any */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new StartRefused(lines);
        }
    }

    /** {@code did you mean 'host'? Known: host, port.}, the question only when a known name is near. */
    static String suggestion(String unknown, Collection<String> known) {
        String nearest = "";
        int least = 1 + Math.max(2, unknown.length() / 3);
        for (String name : known) {
            int distance = distance(unknown, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        String question = nearest.isEmpty() ? "" : "did you mean '" + nearest + "'? ";
        return question + "Known: " + String.join(", ", known) + ".";
    }

    /** Levenshtein's: how many letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
