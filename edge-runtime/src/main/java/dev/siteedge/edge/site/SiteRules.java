package dev.siteedge.edge.site;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a site says itself of its paths and headers: {@code _redirects}, {@code redirects.json}, {@code _headers}. Lines that
 * can't be obeyed are left out with a warning; they never keep a site from being served. Immutable.
 */
record SiteRules(FilePaths paths, Redirects redirects, MovedPages movedPages, HeaderRules headers) {
    /** @throws IOException when a file can't be read */
    static SiteRules read(Path folder, Manifest manifest, FilePaths paths) throws IOException {
        LeftOut leftOut = new LeftOut();
        SiteRules rules = read(folder, manifest, paths, leftOut);
        leftOut.log();
        return rules;
    }

    static SiteRules read(Path folder, Manifest manifest, FilePaths paths, LeftOut leftOut) throws IOException {
        String baseurl = manifest.baseurl();
        MovedPages movedPages = MovedPages.read(folder, manifest, paths, leftOut);
        Redirects redirects = new RedirectsReader(baseurl, path -> withoutRule(path, movedPages, paths), leftOut)
                .read(RuleFile.read(folder, RedirectsReader.FILE, leftOut));
        HeaderRules headers =
                new HeadersReader(baseurl, leftOut).read(RuleFile.read(folder, HeadersReader.FILE, leftOut));
        return new SiteRules(paths, redirects, movedPages, headers);
    }

    private static @Nullable Redirection withoutRule(String path, MovedPages movedPages, FilePaths paths) {
        Redirection moved = movedPages.find(path);
        return moved == null && paths.find(path) instanceof Target.Moved slashed
                ? new Redirection(301, Percent.path(slashed.path()))
                : moved;
    }

    /**
     * What a path leads to: {@code _redirects} before {@code redirects.json} before the files.
     *
     * @param path decoded, starting with a slash, without the baseurl
     */
    Target target(String path) {
        Redirection rule = redirects.find(path);
        if (rule != null) {
            return rule.rewrites() ? paths.settle(rule.path()) : new Target.Redirected(rule);
        }
        Redirection moved = movedPages.find(path);
        return moved == null ? paths.find(path) : new Target.Redirected(moved);
    }
}
