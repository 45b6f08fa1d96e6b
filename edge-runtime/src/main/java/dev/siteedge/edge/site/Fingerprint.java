package dev.siteedge.edge.site;

import java.util.regex.Pattern;

/** Names that hold a digest of the content, such as {@code main-9f86d081.css}: another content has another name. */
final class Fingerprint {
    /** A digit and a letter at least: a date such as 20260102 is no digest, nor is a word. */
    private static final Pattern NAME =
            Pattern.compile("[-.](?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}(\\.[a-z0-9]+)+$");

    private Fingerprint() {}

    static boolean isIn(String name) {
        return NAME.matcher(name).find();
    }
}
