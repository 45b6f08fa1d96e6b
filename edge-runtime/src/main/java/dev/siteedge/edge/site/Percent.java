package dev.siteedge.edge.site;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent-encoding of URLs (RFC 3986), always UTF-8. What comes out of here holds no control character. */
final class Percent {
    private static final String UNRESERVED = "-._~";
    private static final String IN_PATH = UNRESERVED + "/!$&'()*+,;=:@";
    private static final String IN_QUERY = UNRESERVED + "/!$'()*,:@";
    private static final String IN_URL = IN_PATH + "?#[]%";

    private Percent() {}

    /** @throws BadRuleException for escapes that are not two hexadecimal digits */
    static String decode(String text) throws BadRuleException {
        try {
            return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRuleException("'" + text + "' is not percent-encoded; write %25 for a % sign");
        }
    }

    /** Text from a request as part of a path. */
    static String path(String decoded) {
        return encode(decoded, IN_PATH);
    }

    /** Text from a request as part of a query or fragment: it can't add parameters. */
    static String query(String decoded) {
        return encode(decoded, IN_QUERY);
    }

    /** An address as its author wrote it: what is encoded stays so, what no URL may hold is encoded. */
    static String url(String written) {
        return encode(written, IN_URL);
    }

    private static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || kept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
