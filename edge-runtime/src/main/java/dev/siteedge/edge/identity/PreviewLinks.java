package dev.siteedge.edge.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tokens that let whoever has them look at certain variants until a certain time, in production: {@code
 * <seconds since 1970, in base 36>.<the first 16 bytes of an HMAC over them and the variants>}. Nothing is kept of them:
 * another key, {@code preview.key} in the data folder, makes all of them worthless. Safe for use by many threads.
 */
public final class PreviewLinks {
    private static final String KEY_FILE = "preview.key";
    private static final int MAC_BYTES = 16;
    private static final int MAX_TOKEN_CHARS = 64;
    private static final int RADIX = 36;

    private final KeyedHash hash;

    PreviewLinks(byte[] key) {
        this.hash = new KeyedHash(key);
    }

    /** With the key in the data folder, made when it is missing. */
    public static PreviewLinks open(Path data, SecureRandom random) {
        return new PreviewLinks(NodeKeys.readOrCreate(data.resolve(KEY_FILE), random));
    }

    /** @param variants such as {@code hero.bold,layout.wide}, in any order */
    public String token(String variants, Instant until) {
        String expiry = Long.toString(until.getEpochSecond(), RADIX);
        return expiry + '.' + mac(variants, expiry);
    }

    /** Whether the token is ours, for these variants and not past its time; whatever else it is, this only says no. */
    public boolean allows(String variants, String token, Instant now) {
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > MAX_TOKEN_CHARS) {
            return false;
        }
        String expiry = token.substring(0, dot);
        byte[] sent = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        byte[] expected = mac(variants, expiry).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(sent, expected) && now.getEpochSecond() < Long.parseLong(expiry, RADIX);
    }

    private String mac(String variants, String expiry) {
        Set<String> sorted = new TreeSet<>(Arrays.asList(variants.split("[ +,]+")));
        byte[] mac = hash.all("preview-link", String.join(",", sorted), expiry);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, MAC_BYTES));
    }
}
