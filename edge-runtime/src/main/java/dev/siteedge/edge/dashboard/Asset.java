package dev.siteedge.edge.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page, read and compressed once.
 *
 * @param etag quoted, of the uncompressed bytes; the compressed ones have it with a suffix
 */
record Asset(String contentType, byte[] plain, byte[] gzip, String etag) {
    private static final int ETAG_BYTES = 12;

    /** @param resource absolute on the class path; it comes with our jar or with a library that we depend on */
    static Asset load(String resource, String contentType) {
        try (InputStream in = Asset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            byte[] plain = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            String etag = HexFormat.of().formatHex(digest, 0, ETAG_BYTES);
            return new Asset(contentType, plain, gzip(plain), etag);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    byte[] bytes(boolean compressed) {
        return compressed ? gzip : plain;
    }

    String etag(boolean compressed) {
        return '"' + etag + (compressed ? "-gzip" : "") + '"';
    }
}
