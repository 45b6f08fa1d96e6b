package dev.siteedge.edge.site;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** How a file may lie compressed in a release, in the order in which they are preferred. */
enum Encoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private static final int MAX_HEADER_CHARS = 1_024;

    private final String token;
    private final String extension;
    private final HttpField field;

    Encoding(String token, String extension) {
        this.token = token;
        this.extension = extension;
        this.field = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, token);
    }

    /** What is added to a file's name, with its dot. */
    String extension() {
        return extension;
    }

    HttpField field() {
        return field;
    }

    /**
     * Whether a client takes it. Weights but 0 are not compared: the better compression is what both want.
     *
     * @param header the value of {@code Accept-Encoding}, null when there is none
     */
    boolean acceptedBy(@Nullable String header) {
        if (header == null || header.length() > MAX_HEADER_CHARS) {
            return false;
        }
        boolean any = false;
        int from = 0;
        while (from < header.length()) {
            int comma = header.indexOf(',', from);
            int to = comma < 0 ? header.length() : comma;
            int semicolon = header.indexOf(';', from);
            int end = semicolon < 0 || semicolon > to ? to : semicolon;
            boolean wanted = end == to || !isZero(header, end + 1, to);
            if (is(header, from, end, token)) {
                return wanted;
            }
            any |= wanted && is(header, from, end, "*");
            from = to + 1;
        }
        return any;
    }

    private static boolean is(String header, int from, int to, String word) {
        int start = skipSpace(header, from, to);
        int end = start + word.length();
        return end <= to
                && header.regionMatches(true, start, word, 0, word.length())
                && skipSpace(header, end, to) == to;
    }

    /** {@code q=0}, {@code q=0.000}. */
    private static boolean isZero(String header, int from, int to) {
        int start = skipSpace(header, from, to);
        if (!header.regionMatches(true, start, "q=", 0, 2)) {
            return false;
        }
        for (int i = start + 2; i < to; i++) {
            char c = header.charAt(i);
            if (c != '0' && c != '.' && c != ' ') {
                return false;
            }
        }
        return true;
    }

    private static int skipSpace(String text, int from, int to) {
        int at = from;
        while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
