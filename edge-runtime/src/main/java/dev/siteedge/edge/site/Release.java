package dev.siteedge.edge.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A built site as it was when it was loaded: its manifest, its rules and its files. Safe for use by many threads. */
public final class Release {
    private static final String TRACKER = "_edge/site-edge.js";

    private static final int MAX_FOUND = 20_000;

    private final Path folder;
    private final Manifest manifest;
    private final FileIndex index;
    private final ReleaseFiles files;
    private final FilePaths paths;
    private final SiteRules rules;
    private final Map<String, Target> found = new ConcurrentHashMap<>();
    private final Map<String, Page> pageByControl = new HashMap<>();

    private Release(Path folder, Manifest manifest, FileIndex index) throws IOException {
        this.folder = folder;
        this.manifest = manifest;
        this.index = index;
        this.files = new ReleaseFiles();
        this.paths = new FilePaths(index);
        this.rules = SiteRules.read(folder, manifest, paths);
        manifest.pages().forEach(page -> {
            checkFiles(page);
            pageByControl.put(page.control(), page);
        });
    }

    /**
     * Reads the manifest and the rules and lists the files.
     *
     * @throws InvalidSiteException when there is no such folder, or it can't be served
     */
    static Release load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidSiteException("site folder is wrong: " + folder
                    + "; there is no such folder. Build the site first: mvn site-edge:build");
        }
        try {
            return new Release(folder, Manifest.read(folder), new FileIndex(folder));
        } catch (IOException e) {
            throw new InvalidSiteException("site folder is wrong: " + folder + "; it can't be listed (" + e.getMessage()
                    + "). Check its rights.");
        }
    }

    private void checkFiles(Page page) {
        for (String file : page.files()) {
            if (index.any(file) == null) {
                throw new InvalidSiteException("page " + page.url() + " is wrong: its file " + file
                        + " is not in the site folder. Build the site again.");
            }
        }
    }

    public Path folder() {
        return folder;
    }

    public Manifest manifest() {
        return manifest;
    }

    ReleaseFiles files() {
        return files;
    }

    /** The page whose control is this file, null for files without renditions. */
    @Nullable Page page(SiteFile file) {
        return pageByControl.get(file.name());
    }

    /** A rendition by its name in the manifest; there is one, loading checked it. */
    @Nullable SiteFile rendition(String name) {
        return index.any(name);
    }

    /** The tracker as built into the site, null when the build did not. */
    @Nullable SiteFile tracker() {
        return index.any(TRACKER);
    }

    /**
     * What a path leads to, by the site's rules and its files.
     *
     * @param path decoded, starting with a slash, without the baseurl
     */
    Target target(String path) {
        Target known = found.get(path);
        if (known != null) {
            return known;
        }
        Target target = rules.target(path);
        // Only what is there: names that are not have no end.
        if (target instanceof Target.Found && found.size() < MAX_FOUND) {
            found.put(path, target);
        }
        return target;
    }

    /** Which file a path leads to. */
    FilePaths paths() {
        return paths;
    }

    /** What the site's own rules say of a path. */
    SiteRules rules() {
        return rules;
    }
}
