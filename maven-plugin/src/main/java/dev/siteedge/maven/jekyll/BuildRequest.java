package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.finish.Finish;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One build of one site.
 *
 * @param source the site's folder, absolute; Ruby's working directory during the build
 * @param sourceFixed whether {@code source} wins over a {@code source:} in {@code _config.yml}
 * @param destination the folder that the site replaces when the build succeeds, absolute
 * @param config configuration files, absolute, later ones win; empty for {@code _config.yml} of the source
 * @param exclude names relative to the source that are no part of the site, such as the build folder
 * @param options Jekyll's own
 * @param finish what is done to what Jekyll wrote
 * @param failOnWarnings whether a warning fails the build
 * @param trace whether a failure shows Ruby's stack
 * @param timeoutSeconds after which Jekyll is ended; 0 for never
 * @param bundles the folder of this user's bundles, when the site's own Gemfile says which gems are used; null for the
 *     bundled gems
 * @param jvm what the child JVM is started with
 */
public record BuildRequest(
        Path source,
        boolean sourceFixed,
        Path destination,
        List<Path> config,
        List<String> exclude,
        JekyllOptions options,
        Finish finish,
        boolean failOnWarnings,
        boolean trace,
        int timeoutSeconds,
        @Nullable Path bundles,
        ChildJvm jvm) {

    public BuildRequest {
        config = List.copyOf(config);
        exclude = List.copyOf(exclude);
        if (timeoutSeconds < 0) {
            throw new JekyllBuildException("timeout is wrong: " + timeoutSeconds
                    + "; a number of seconds, or 0 for none. Set site-edge.timeout.");
        }
    }

    /** With the bundled gems, to look at on this machine. */
    public BuildRequest(
            Path source,
            boolean sourceFixed,
            Path destination,
            List<Path> config,
            List<String> exclude,
            JekyllOptions options,
            @Nullable Boolean inject,
            boolean failOnWarnings,
            boolean trace,
            int timeoutSeconds,
            ChildJvm jvm) {
        this(
                source,
                sourceFixed,
                destination,
                config,
                exclude,
                options,
                Finish.baked(inject),
                failOnWarnings,
                trace,
                timeoutSeconds,
                null,
                jvm);
    }

    /** The same, run on another JVM. */
    BuildRequest with(ChildJvm other) {
        return new BuildRequest(
                source,
                sourceFixed,
                destination,
                config,
                exclude,
                options,
                finish,
                failOnWarnings,
                trace,
                timeoutSeconds,
                bundles,
                other);
    }

    /** Whether pages get the tracker; null leaves the word to {@code site_edge.inject}. */
    public @Nullable Boolean inject() {
        return finish.inject();
    }
}
