package dev.siteedge.edge.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A built site as it was when it was loaded: its manifest and its files. Immutable, safe for use by many threads. */
public final class Release {
    private static final String INDEX = "index.html";
    private static final String HTML = ".html";
    private static final String NOT_FOUND = "404.html";
    private static final String TRACKER = "_edge/site-edge.js";

    private final Path folder;
    private final Manifest manifest;
    private final FileIndex index;
    private final ReleaseFiles files;
    private final Map<String, Page> pageByControl = new HashMap<>();

    private Release(Path folder, Manifest manifest, FileIndex index) {
        this.folder = folder;
        this.manifest = manifest;
        this.index = index;
        this.files = new ReleaseFiles(index);
        manifest.pages().forEach(page -> {
            checkFiles(page);
            pageByControl.put(page.control(), page);
        });
    }

    /**
     * Reads the manifest and lists the files.
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
     * Finds what a path leads to, as GitHub Pages does: {@code /x} is the file {@code x}, {@code x/index.html} beside a
     * {@code x.html}, or {@code x.html}; a folder redirects to its slash. Unlike there, {@code /x/} redirects to
     * {@code /x} where only {@code x.html} exists.
     *
     * @param path decoded, starting with a slash, without the baseurl
     */
    Target find(String path) {
        String name = path.substring(1);
        if (name.isEmpty() || name.endsWith("/")) {
            return folder(name);
        }
        SiteFile exact = index.published(name);
        if (exact != null) {
            return new Target.Found(exact);
        }
        SiteFile inFolder = index.published(name + "/" + INDEX);
        SiteFile beside = index.published(name + HTML);
        if (inFolder != null) {
            return beside == null ? new Target.Moved("/" + name + "/") : new Target.Found(inFolder);
        }
        return beside == null ? new Target.Missing() : new Target.Found(beside);
    }

    private Target folder(String name) {
        SiteFile inFolder = index.published(name + INDEX);
        if (inFolder != null) {
            return new Target.Found(inFolder);
        }
        String bare = name.isEmpty() ? name : name.substring(0, name.length() - 1);
        boolean page = !bare.isEmpty() && index.published(bare + HTML) != null;
        return page ? new Target.Moved("/" + bare) : new Target.Missing();
    }

    /** The {@code 404.html} in the folder of the path or nearest above, null when the site has none. */
    @Nullable SiteFile notFound(String path) {
        int slash = path.lastIndexOf('/');
        while (slash >= 0) {
            SiteFile file = index.published(path.substring(1, slash + 1) + NOT_FOUND);
            if (file != null) {
                return file;
            }
            slash = slash == 0 ? -1 : path.lastIndexOf('/', slash - 1);
        }
        return null;
    }
}
