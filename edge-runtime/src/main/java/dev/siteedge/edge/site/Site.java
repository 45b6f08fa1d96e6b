package dev.siteedge.edge.site;

import dev.siteedge.edge.experiment.ExperimentCatalog;
import java.nio.file.Path;

/** Holds the release that is being served. Safe for use by many threads: a request reads it once and keeps it. */
public final class Site {
    private final Path folder;
    private volatile Release current;

    /** @throws InvalidSiteException when the folder can't be served */
    public Site(Path folder) {
        this.folder = folder;
        this.current = Release.load(folder);
    }

    public Release current() {
        return current;
    }

    /** The experiments of the release that is being served. */
    public ExperimentCatalog experiments() {
        return current().manifest().experiments();
    }

    /**
     * Loads the folder again and serves that from now on; requests under way finish with what they began with.
     *
     * @throws InvalidSiteException when it can't be served; the release before stays
     */
    public void reload() {
        current = Release.load(folder);
    }
}
