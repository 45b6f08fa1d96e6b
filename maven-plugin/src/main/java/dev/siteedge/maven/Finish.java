package dev.siteedge.maven;

import dev.siteedge.maven.compress.Precompression;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.FinishingStep;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import dev.siteedge.maven.variant.StaticModeException;
import dev.siteedge.maven.variant.StaticSite;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes a built site ready for the host it is for. */
final class Finish {
    private Finish() {}

    /**
     * The last step of a build.
     *
     * @param mode {@code edge} or {@code static}; null: as {@code site_edge.mode} says, else edge
     */
    static FinishingStep of(@Nullable String mode, boolean precompress, BuildLog log) {
        return (site, settings) -> {
            String chosen = mode == null ? settings.getOrDefault("mode", "edge") : mode;
            switch (chosen) {
                case "edge" -> {
                    if (precompress) {
                        Precompression.run(site);
                    }
                }
                case "static" -> inline(site, log);
                default ->
                    throw new JekyllBuildException("mode is wrong: " + chosen
                            + "; choices: edge, static. Set -Dsite-edge.mode, or site_edge.mode in _config.yml.");
            }
        };
    }

    private static void inline(Path site, BuildLog log) throws IOException {
        try {
            StaticSite.Result result = StaticSite.run(site);
            if (result.pages() > 0) {
                log.info(
                        "Mode static: " + result.pages() + " pages hold their variants. A Content-Security-Policy needs"
                                + " script-src " + String.join(" ", result.policyHashes()));
            } else if (!result.allocates()) {
                log.info("Mode static: everyone is shown the control, as site_edge.consent.experiments is not cookie.");
            }
        } catch (StaticModeException e) {
            throw new JekyllBuildException(String.valueOf(e.getMessage()));
        }
    }
}
