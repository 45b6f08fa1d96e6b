package dev.siteedge.edge.identity;

import dev.siteedge.edge.event.Visitor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The visitor hash: the first 64 bits of HMAC-SHA-256 with the salt of the site's local day over site, IP and user
 * agent. Once the salt is gone nobody can tell whose hash it was. Safe for use by many threads.
 */
public final class Visitors {
    private final Salts salts;

    public Visitors(Salts salts) {
        this.salts = salts;
    }

    /** Whether an event happened before the day began that now is, in the site's zone. */
    public boolean isYesterday(String site, Instant now, Instant time) {
        return time.isBefore(now) && salts.day(site, now).beganAfter(time);
    }

    /**
     * Who sends, as it is logged, without session and user.
     *
     * @param yesterday by yesterday's salt where there is one: of an event that happened then
     */
    public Visitor visitor(String site, Caller caller, Instant now, boolean yesterday) {
        Salts.Day day = salts.day(site, now);
        KeyedHash earlier = yesterday ? day.yesterday() : day.previous(now);
        Long previous = earlier == null ? null : hash(earlier, site, caller);
        return previous != null && yesterday
                ? new Visitor(previous, null, null, null)
                : new Visitor(hash(day.today(), site, caller), previous, null, null);
    }

    long hash(String site, Caller caller, Instant now) {
        return hash(salts.day(site, now).today(), site, caller);
    }

    /** What is stored of a user id: the first 16 bytes of SHA-256 over site, line feed and id, 32 hex characters. */
    public static String userDigest(String site, String userId) {
        try {
            byte[] text = (site + "\n" + userId).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static long hash(KeyedHash salted, String site, Caller caller) {
        return salted.first64(site, caller.ip(), caller.userAgent());
    }
}
