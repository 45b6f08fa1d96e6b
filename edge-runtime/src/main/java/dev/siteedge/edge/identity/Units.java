package dev.siteedge.edge.identity;

import java.util.OptionalInt;

/** Which of the 10,000 buckets a caller is in. Safe for use by many threads. */
public interface Units {
    /** How many buckets there are; a bucket is 0 to this - 1. */
    int BUCKETS = 10_000;

    /**
     * The caller's bucket on a site: of a valid {@code se_bucket} cookie where consent allows it, else of the day's
     * visitor hash; empty when experiments are off for the site.
     */
    OptionalInt bucket(String site, Caller caller);

    /**
     * The {@code Set-Cookie} header that makes the bucket stay, or null when the site's consent does not allow a cookie
     * or the caller has a valid one.
     */
    @org.jspecify.annotations.Nullable String setCookie(String site, Caller caller, int bucket);
}
