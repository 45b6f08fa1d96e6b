package dev.siteedge.edge.store;

import java.net.URI;

/**
 * A bucket and how to get in.
 *
 * @param endpoint e.g. {@code https://ACCOUNT.r2.cloudflarestorage.com}
 * @param region {@code auto} for R2
 * @param prefix put before every key, empty or ending in {@code /}
 */
public record S3Location(URI endpoint, String region, String bucket, String prefix, String keyId, String secret) {
    public S3Location {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("store prefix is wrong: " + prefix + "; it is empty or ends in '/'.");
        }
    }

    /** Without the credentials, because this gets into logs. */
    @Override
    public String toString() {
        return "bucket " + bucket + " at " + endpoint + (prefix.isEmpty() ? "" : " under " + prefix);
    }
}
