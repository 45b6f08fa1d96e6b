package dev.siteedge.edge.site;

import org.jspecify.annotations.Nullable;

/** Which file a path leads to, without the site's own rules. Immutable. */
final class FilePaths {
    private static final String INDEX = "index.html";
    private static final String HTML = ".html";
    private static final String NOT_FOUND = "404.html";

    private final FileIndex index;

    FilePaths(FileIndex index) {
        this.index = index;
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

    /** Finds a path; where that only redirects for its slash, what it redirects to. */
    Target settle(String path) {
        Target target = find(path);
        return target instanceof Target.Moved moved ? find(moved.path()) : target;
    }
}
