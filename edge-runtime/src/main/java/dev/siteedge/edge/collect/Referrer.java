package dev.siteedge.edge.collect;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page that linked here, without query string, fragment, port and {@code www.}; also an Android app's package.
 *
 * @param host in lower case; empty when there is none or it is not a web page
 * @param path without a trailing slash; may be empty
 */
record Referrer(String host, String path) {
    static final Referrer NONE = new Referrer("", "");

    private static final Pattern URL =
            Pattern.compile("(?i)(?:https?|android-app)://(?:[^/?#@]*@)?([^/?#:@\\s]+)\\.?(?::\\d+)?([^?#]*).*");

    static Referrer of(String text) {
        Matcher matcher = URL.matcher(text.strip());
        if (!matcher.matches()) {
            return NONE;
        }
        String path = matcher.group(2);
        return new Referrer(bare(matcher.group(1)), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** A host in lower case without {@code www.}. */
    static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("www.") ? lower.substring("www.".length()) : lower;
    }

    @Override
    public String toString() {
        return host + path;
    }
}
