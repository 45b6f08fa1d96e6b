package dev.siteedge.edge.identity;

import dev.siteedge.edge.config.Consent;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Units} from the cookie or the day's visitor hash, as the site's consent says. */
public final class ConsentedUnits implements Units {
    /** The cookie's name. */
    public static final String COOKIE = "se_bucket";

    private static final int NONE = -1;
    private static final int MAX_DIGITS = 4;
    private static final int MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

    private final Function<String, Consent> consents;
    private final Visitors visitors;
    private final Clock clock;

    /** @param consents the consent of a site */
    public ConsentedUnits(Function<String, Consent> consents, Visitors visitors, Clock clock) {
        this.consents = consents;
        this.visitors = visitors;
        this.clock = clock;
    }

    @Override
    public OptionalInt bucket(String site, Caller caller) {
        Consent.Experiments experiments = consents.apply(site).experiments();
        if (experiments == Consent.Experiments.OFF) {
            return OptionalInt.empty();
        }
        int kept = experiments == Consent.Experiments.COOKIE ? bucket(caller.bucketCookie()) : NONE;
        if (kept != NONE) {
            return OptionalInt.of(kept);
        }
        return OptionalInt.of((int) Long.remainderUnsigned(visitors.hash(site, caller, clock.instant()), BUCKETS));
    }

    @Override
    public @Nullable String setCookie(String site, Caller caller, int bucket) {
        boolean wanted = consents.apply(site).experiments() == Consent.Experiments.COOKIE;
        if (!wanted || bucket(caller.bucketCookie()) != NONE) {
            return null;
        }
        return COOKIE + "=" + bucket + "; Path=/; Max-Age=" + MAX_AGE_SECONDS + "; HttpOnly; SameSite=Lax"
                + (caller.secure() ? "; Secure" : "");
    }

    /** 0 to 9999 without leading zeros; anything else was not set by us. */
    private static int bucket(@Nullable String cookie) {
        if (cookie == null || cookie.isEmpty() || cookie.length() > MAX_DIGITS) {
            return NONE;
        }
        int bucket = 0;
        for (int i = 0; i < cookie.length(); i++) {
            char c = cookie.charAt(i);
            if (c < '0' || c > '9' || (c == '0' && i == 0 && cookie.length() > 1)) {
                return NONE;
            }
            bucket = bucket * 10 + (c - '0');
        }
        return bucket;
    }
}
