package dev.siteedge.maven.jekyll;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for things that are kept between builds. */
final class Digests {
    private static final int BYTES = 10;

    private Digests() {}

    /** 20 hexadecimal digits of the content's SHA-256. */
    static String key(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
