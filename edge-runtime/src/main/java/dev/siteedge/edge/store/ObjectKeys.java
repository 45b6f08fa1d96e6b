package dev.siteedge.edge.store;

import java.util.regex.Pattern;

/** Which keys an object may have. */
final class ObjectKeys {
    private static final Pattern ALLOWED =
            Pattern.compile("[A-Za-z0-9_=%-][A-Za-z0-9._=%-]*(/[A-Za-z0-9_=%-][A-Za-z0-9._=%-]*)*");
    private static final int MAX_BYTES = 900;

    private ObjectKeys() {}

    static String check(String key) {
        if (key.length() > MAX_BYTES || !ALLOWED.matcher(key).matches()) {
            throw new IllegalArgumentException("object key is wrong: " + key);
        }
        return key;
    }
}
