package dev.siteedge.edge.identity;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of who sends it. Lives as long as the request: neither logged nor stored.
 *
 * @param ip the client's address as text, resolved through trusted proxies only
 * @param userAgent empty when none was sent
 * @param country ISO 3166-1 alpha-2 from a trusted proxy's header, else empty
 * @param bucketCookie the value of {@code se_bucket} as sent, unchecked, null when there is none
 * @param secure the client speaks https
 */
public record Caller(
        String ip,
        String userAgent,
        String country,
        @Nullable String bucketCookie,
        boolean secure) {
    /** The same with a bucket that came another way. */
    public Caller withBucketCookie(String bucket) {
        return new Caller(ip, userAgent, country, bucket, secure);
    }
}
