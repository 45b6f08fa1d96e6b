package dev.siteedge.maven;

import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildResult;
import dev.siteedge.maven.jekyll.JekyllBuild;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import dev.siteedge.maven.variant.VariantSites;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Builds a site once and writes a complete site for each variant of each experiment, with a matrix for a CI service and a
 * page to look at them side by side. Fails when an experiment is on no page, a variant is the same as the control, or a
 * link is broken in one variant only.
 */
@Mojo(name = "variants", requiresProject = false, threadSafe = false)
public final class VariantsMojo extends SiteMojo {
    /**
     * The folder that the variants replace. Default: {@code target/site-edge/variants}, and
     * {@code .jekyll-cache/site-edge/variants} without a pom.
     */
    @Parameter(property = "site-edge.variants")
    private @Nullable File variants;

    @Override
    void run(BuildLog log) {
        Path target = folders().variants(variants);
        BuildResult built = JekyllBuild.cold(InstantSource.system(), log).run(request());
        VariantSites.Result result = write(built.destination(), target);
        log.info("Wrote " + result.sites() + " sites; look at them side by side: " + target.resolve("index.html"));
        if (!result.problems().isEmpty()) {
            result.problems().forEach(log::error);
            throw new JekyllBuildException(
                    "The variants have problems: " + result.problems().size() + ". Mend what the lines above name.");
        }
    }

    private VariantSites.Result write(Path site, Path target) {
        try {
            return VariantSites.write(site, target, folders().base());
        } catch (IOException e) {
            throw new JekyllBuildException("Variants are wrong: " + target + "; they can't be written (" + e
                    + "). Look for free space there.");
        }
    }

    @Override
    String defaultEnvironment() {
        return "production";
    }
}
