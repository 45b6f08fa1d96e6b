package dev.siteedge.maven;

import dev.siteedge.maven.jekyll.JekyllOptions;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that Jekyll's own command line has, too. */
abstract class JekyllMojo extends AbstractMojo {
    /** Whether posts in {@code _drafts} are rendered. */
    @Parameter(property = "site-edge.drafts")
    private @Nullable Boolean drafts;

    /** Whether posts with a date in the future are rendered. */
    @Parameter(property = "site-edge.future")
    private @Nullable Boolean future;

    /** Whether posts that say {@code published: false} are rendered. */
    @Parameter(property = "site-edge.unpublished")
    private @Nullable Boolean unpublished;

    /** How many posts are rendered at most; 0 for all. */
    @Parameter(property = "site-edge.limit_posts", alias = "limit_posts")
    private @Nullable Integer limitPosts;

    /** The path under which the site is mounted, such as {@code /blog}. */
    @Parameter(property = "site-edge.baseurl")
    private @Nullable String baseurl;

    /** {@code JEKYLL_ENV}. Default: production, and development for {@code serve}. */
    @Parameter(property = "site-edge.environment")
    private @Nullable String environment;

    /** Whether to say which templates and pages took the time. */
    @Parameter(property = "site-edge.profile", defaultValue = "false")
    private boolean profile;

    /**
     * @param defaultEnvironment what {@code environment} is when nobody says
     */
    final JekyllOptions options(String defaultEnvironment) {
        return new JekyllOptions(
                drafts,
                future,
                unpublished,
                limitPosts,
                baseurl,
                profile,
                environment == null ? defaultEnvironment : environment);
    }
}
