package dev.siteedge.edge.site;

import dev.siteedge.edge.config.SitePointer;
import dev.siteedge.edge.experiment.ExperimentCatalog;
import java.nio.file.Path;

/** Holds the release that is being served. Safe for use by many threads: a request reads it once and keeps it. */
public final class Site {
    private final Path named;
    private volatile Release current;

    /**
     * Loads the site.
     *
     * @param named a folder, or what leads to one: see {@link SitePointer}
     * @throws InvalidSiteException when it can't be served
     */
    public Site(Path named) {
        this.named = named;
        this.current = Release.load(SitePointer.resolve(named));
    }

    public Release current() {
        return current;
    }

    /** The experiments of the release that is being served. */
    public ExperimentCatalog experiments() {
        return current().manifest().experiments();
    }

    /**
     * Loads what is there now and serves that from now on; requests under way finish with what they began with.
     *
     * @throws InvalidSiteException when it can't be served; the release before stays
     */
    public void reload() {
        current = Release.load(SitePointer.resolve(named));
    }
}
