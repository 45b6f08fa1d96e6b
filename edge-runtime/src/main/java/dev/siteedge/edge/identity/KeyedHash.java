package dev.siteedge.edge.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) over several texts. Each is preceded by its length, so that ("ab","c") is not ("a","bc"). */
final class KeyedHash {
    private KeyedHash() {}

    /** The first 64 bits, big-endian. */
    static long first64(byte[] key, String... texts) {
        return ByteBuffer.wrap(all(key, texts)).getLong();
    }

    /** All 32 bytes. */
    static byte[] all(byte[] key, String... texts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
