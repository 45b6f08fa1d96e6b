package dev.siteedge.edge.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * What a file's bytes are known by.
 *
 * @param etag quoted, of the first 12 bytes of their SHA-256
 * @param crc their CRC-32, which gzip keeps of what it compressed
 */
record Digest(String etag, long crc, long length) {
    private static final int ETAG_BYTES = 12;
    private static final int READ_BYTES = 64 * 1024;
    private static final int GZIP_TRAILER_BYTES = 8;

    static Digest of(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return new Digest(etag(sha256().digest(bytes)), crc.getValue(), bytes.length);
    }

    static Digest of(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[READ_BYTES];
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                crc.update(buffer, 0, count);
                length += count;
            }
        }
        return new Digest(etag(sha256.digest()), crc.getValue(), length);
    }

    /**
     * Whether a gzip file was made of these bytes: its last 8 bytes are their CRC-32 and their length (RFC 1952, 2.3.1).
     *
     * @param end the last 8 bytes at least
     */
    boolean isOf(byte[] end) {
        if (end.length < GZIP_TRAILER_BYTES) {
            return false;
        }
        return littleEndian(end, end.length - 8) == crc && littleEndian(end, end.length - 4) == (length & 0xffffffffL);
    }

    private static long littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xffL
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }

    private static String etag(byte[] digest) {
        byte[] start = Arrays.copyOf(digest, ETAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
