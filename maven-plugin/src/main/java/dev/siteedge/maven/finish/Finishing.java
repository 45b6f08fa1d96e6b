package dev.siteedge.maven.finish;

import dev.siteedge.maven.compress.Precompression;
import dev.siteedge.maven.html.TrackerInjection;
import dev.siteedge.maven.variant.ManifestHashes;
import dev.siteedge.maven.variant.StaticModeException;
import dev.siteedge.maven.variant.StaticSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** The last steps of a build, between Jekyll and the moment in which the new site takes the old one's place. */
public final class Finishing {
    private final Path site;
    private final Finish wanted;
    private final SiteSettings settings;

    /**
     * @param site the folder of the staged site
     * @param settings what {@code _config.yml} says
     */
    public Finishing(Path site, Finish wanted, SiteSettings settings) {
        this.site = site;
        this.wanted = wanted;
        this.settings = settings;
    }

    /**
     * Does all that is wanted.
     *
     * @param previous the site of the last build, which need not exist: what did not change is taken from it
     * @param untracked pages that want no tracker, relative to the site, with {@code /} between names
     * @param log for lines to the user
     * @return how many pages are tracked
     * @throws FinishException with one line for the user
     */
    public int run(Path previous, Set<String> untracked, Consumer<String> log) throws IOException {
        String mode = wanted.mode() == null ? settings.mode() : wanted.mode();
        int tracked = inject(untracked);
        ManifestHashes.refresh(site);
        switch (mode) {
            case "edge" -> {
                if (wanted.precompress()) {
                    Precompression.run(site, previous);
                }
            }
            case "static" -> inline(log);
            default ->
                throw new FinishException("mode is wrong: " + mode
                        + "; choices: edge, static. Set -Dsite-edge.mode, or site_edge.mode in _config.yml.");
        }
        return tracked;
    }

    /** Puts the tracker into the pages, and does nothing else. */
    public int inject(Set<String> untracked) throws IOException {
        boolean inject = wanted.inject() == null ? settings.inject() : wanted.inject();
        return inject ? new TrackerInjection(site, settings.tag()).run(untracked) : 0;
    }

    private void inline(Consumer<String> log) throws IOException {
        try {
            StaticSite.Result result = StaticSite.run(site);
            if (result.pages() > 0) {
                log.accept(
                        "Mode static: " + result.pages() + " pages hold their variants. A Content-Security-Policy needs"
                                + " script-src " + String.join(" ", result.policyHashes()));
            } else if (!result.allocates()) {
                log.accept(
                        "Mode static: everyone is shown the control, as site_edge.consent.experiments is not cookie.");
            }
        } catch (StaticModeException e) {
            throw new FinishException(String.valueOf(e.getMessage()));
        }
    }
}
