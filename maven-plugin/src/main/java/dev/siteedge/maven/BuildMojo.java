package dev.siteedge.maven;

import dev.siteedge.maven.finish.Finish;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildResult;
import dev.siteedge.maven.jekyll.JekyllBuild;
import java.time.InstantSource;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Builds a Jekyll site, bakes its experiments' variants and puts the tracker into its pages. Needs no Ruby, and works in
 * a folder without a pom.
 */
@Mojo(name = "build", requiresProject = false, threadSafe = false)
public final class BuildMojo extends SiteMojo {
    /** Whether a process stays after the build, for 15 minutes, in which the next build of the same site is quick. */
    @Parameter(property = "site-edge.daemon", defaultValue = "false")
    private boolean daemon;

    /** For which hosts: {@code edge}, or {@code static} for those that only send files. Default: {@code site_edge.mode}. */
    @Parameter(property = "site-edge.mode")
    private @Nullable String mode;

    /** With mode edge, whether texts are compressed too, below {@code _edge/compressed/}, so that the edge need not do it per request. */
    @Parameter(property = "site-edge.precompress", defaultValue = "true")
    private boolean precompress = true;

    @Override
    void run(BuildLog log) {
        InstantSource clock = InstantSource.system();
        JekyllBuild build = daemon ? JekyllBuild.daemon(clock, log) : JekyllBuild.cold(clock, log);
        BuildResult result = build.run(request());
        log.info(String.format(
                "Built %,d pages, %,d of them tracked, in %.1f s: %s",
                result.pages(), result.tracked(), result.time().toMillis() / 1000.0, result.destination()));
    }

    @Override
    Finish finish(@Nullable Boolean inject) {
        return new Finish(inject, mode, precompress);
    }

    @Override
    String defaultEnvironment() {
        return "production";
    }
}
