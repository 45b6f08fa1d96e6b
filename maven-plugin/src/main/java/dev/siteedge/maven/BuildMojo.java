package dev.siteedge.maven;

import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildResult;
import dev.siteedge.maven.jekyll.JekyllBuild;
import java.time.InstantSource;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Builds a Jekyll site, bakes its experiments' variants and puts the tracker into its pages. Needs no Ruby, and works in
 * a folder without a pom.
 */
@Mojo(name = "build", requiresProject = false, threadSafe = false)
public final class BuildMojo extends SiteMojo {
    @Override
    void run(BuildLog log) {
        BuildResult result = JekyllBuild.cold(InstantSource.system(), log).run(request());
        log.info(String.format(
                "Built %,d pages, %,d of them tracked, in %.1f s: %s",
                result.pages(), result.tracked(), result.time().toMillis() / 1000.0, result.destination()));
    }

    @Override
    String defaultEnvironment() {
        return "production";
    }
}
