package dev.siteedge.edge.config;

/**
 * What a site may keep of its visitors.
 *
 * @param level the most that is kept of what a visitor granted; the tracker sends no more than was granted
 * @param experiments what a bucket comes from
 * @param strict without a grant of {@code necessary} nothing is kept, and custom events only with {@code analytics}
 */
public record Consent(Level level, Experiments experiments, boolean strict) {
    /** A level allows all that the ones before it allow. */
    public enum Level {
        /** No ids of the browser's. */
        NONE,
        /** And a session id. */
        NECESSARY,
        /** And an anonymous user id. */
        ANALYTICS
    }

    public enum Experiments {
        /** Everyone sees control, nobody is exposed. */
        OFF,
        /** The day's visitor hash, nothing is stored in the browser. */
        VISITOR_DAY,
        /** A first-party cookie with the bucket. */
        COOKIE
    }
}
