package dev.siteedge.maven.doctor;

import java.util.List;

/** Many names in one line. */
final class Names {
    private static final int SHOWN = 3;

    private Names() {}

    /** {@code a, b, c and 4 more}. */
    static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
