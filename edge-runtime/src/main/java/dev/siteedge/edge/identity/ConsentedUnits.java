package dev.siteedge.edge.identity;

import dev.siteedge.edge.config.Consent;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@link Units} from the cookie or the day's visitor hash, as the site's consent says. */
public final class ConsentedUnits implements Units {
    /** The cookie's name. */
    public static final String COOKIE = "se_bucket";

    private static final Pattern BUCKET = Pattern.compile("0|[1-9]\\d{0,3}");
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
        if (experiments == Consent.Experiments.COOKIE && isValid(caller.bucketCookie())) {
            return OptionalInt.of(Integer.parseInt(caller.bucketCookie()));
        }
        return OptionalInt.of((int) Long.remainderUnsigned(visitors.hash(site, caller, clock.instant()), BUCKETS));
    }

    @Override
    public @Nullable String setCookie(String site, Caller caller, int bucket) {
        boolean wanted = consents.apply(site).experiments() == Consent.Experiments.COOKIE;
        if (!wanted || isValid(caller.bucketCookie())) {
            return null;
        }
        return COOKIE + "=" + bucket + "; Path=/; Max-Age=" + MAX_AGE_SECONDS + "; HttpOnly; SameSite=Lax"
                + (caller.secure() ? "; Secure" : "");
    }

    /** 0 to 9999 without leading zeros; anything else was not set by us. */
    private static boolean isValid(@Nullable String cookie) {
        return cookie != null && BUCKET.matcher(cookie).matches();
    }
}
