package dev.siteedge.maven.jekyll;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Jekyll's own command line can say; null leaves the word to {@code _config.yml}.
 *
 * @param drafts render {@code _drafts}
 * @param future render posts dated later than now
 * @param unpublished render what says {@code published: false}
 * @param limitPosts render at most so many posts, 0 for all
 * @param baseurl the path under which the site is mounted, such as {@code /blog}
 * @param profile print which templates took the time
 * @param environment {@code JEKYLL_ENV}
 */
public record JekyllOptions(
        @Nullable Boolean drafts,
        @Nullable Boolean future,
        @Nullable Boolean unpublished,
        @Nullable Integer limitPosts,
        @Nullable String baseurl,
        boolean profile,
        String environment) {

    public JekyllOptions {
        if (limitPosts != null && limitPosts < 0) {
            throw new JekyllBuildException("limit_posts is wrong: " + limitPosts + "; a number of posts, or 0 for all. "
                    + "Set site-edge.limit_posts.");
        }
        if (environment.isBlank()) {
            throw new JekyllBuildException(
                    "environment is wrong: it is empty; a name such as production or development. "
                            + "Set site-edge.environment.");
        }
    }

    /** Jekyll's configuration keys that override {@code _config.yml}. */
    Map<String, String> overrides() {
        Map<String, String> overrides = new TreeMap<>();
        put(overrides, "show_drafts", drafts);
        put(overrides, "future", future);
        put(overrides, "unpublished", unpublished);
        put(overrides, "limit_posts", limitPosts);
        put(overrides, "baseurl", baseurl);
        if (profile) {
            put(overrides, "profile", true);
        }
        return overrides;
    }

    private static void put(Map<String, String> overrides, String key, @Nullable Object value) {
        if (value != null) {
            overrides.put(key, value.toString());
        }
    }
}
