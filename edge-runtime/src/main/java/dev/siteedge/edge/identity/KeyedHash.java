package dev.siteedge.edge.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104) over several texts under one key. Each is preceded by its length, so that ("ab","c") is not
 * ("a","bc"). Safe for use by many threads: each use copies a MAC that has the key already, which spares asking the
 * JDK's providers for one.
 */
final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    private final Mac keyed;

    KeyedHash(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /** The first 64 bits, big-endian. */
    long first64(String... texts) {
        return ByteBuffer.wrap(all(texts)).getLong();
    }

    /** All 32 bytes. */
    byte[] all(String... texts) {
        try {
            Mac mac = (Mac) keyed.clone();
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own HMAC can be copied", e);
        }
    }
}
