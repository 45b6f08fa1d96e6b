package dev.siteedge.edge.http;

import dev.siteedge.edge.config.StartRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its chain and its private key in two PEM files, as certbot and others write them.
 *
 * @param certificate the server's own first, then those that signed it
 * @param key PKCS #8, not encrypted; RSA or elliptic curve
 */
public record PemFiles(Path certificate, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
    /** The store never leaves memory. */
    private static final char[] PASSWORD = new char[0];

    /**
     * A key store in memory.
     *
     * @throws StartRefused when a file can't be read, is no PEM, or the two don't belong together
     */
    KeyStore read() {
        Certificate[] chain = chain();
        PrivateKey privateKey = privateKey();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("site-edge", privateKey, PASSWORD, chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw wrong("certificate", certificate, "it does not fit the key (" + e.getMessage() + ")", "Renew both.");
        }
    }

    /** When the newer of both files was written: another value means another certificate. */
    FileTime written() throws IOException {
        FileTime first = Files.getLastModifiedTime(certificate);
        FileTime second = Files.getLastModifiedTime(key);
        return first.compareTo(second) < 0 ? second : first;
    }

    private Certificate[] chain() {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes("certificate", certificate)));
            if (!chain.isEmpty()) {
                return chain.toArray(new Certificate[0]);
            }
        } catch (CertificateException e) {
            // Told below, as an empty file is.
        }
        throw wrong("certificate", certificate, "it holds no certificate", "Name a PEM file such as fullchain.pem.");
    }

    private PrivateKey privateKey() {
        String text = new String(bytes("key", key), StandardCharsets.ISO_8859_1);
        Matcher matcher = KEY.matcher(text);
        if (matcher.find()) {
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
            for (String kind : KINDS) {
                try {
                    return KeyFactory.getInstance(kind).generatePrivate(spec);
                } catch (InvalidKeySpecException e) {
                    // Another kind.
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("every Java has " + kind, e);
                }
            }
        }
        throw wrong(
                "key",
                key,
                "it holds no PKCS #8 private key without a password",
                "Convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW.");
    }

    private static byte[] bytes(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(setting, file, "it can't be read", "Name a file that the runtime's user may read.");
        }
    }

    private static StartRefused wrong(String setting, Path file, String why, String remedy) {
        return new StartRefused("server.tls." + setting + " is wrong: " + file + "; " + why + ". " + remedy);
    }
}
