package dev.siteedge.edge.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The rules of a folder together with what was left out of them. */
record ReadRules(SiteRules rules, LeftOut leftOut) {
    static ReadRules of(Path folder) {
        LeftOut leftOut = new LeftOut();
        try {
            FilePaths paths = new FilePaths(new FileIndex(folder));
            return new ReadRules(SiteRules.read(folder, Manifest.read(folder), paths, leftOut), leftOut);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> warnings() {
        return leftOut.lines();
    }

    /** Status and location of a path, such as {@code 302 /new}. */
    String redirect(String path) {
        Redirection found = rules.redirects().find(path);
        return found == null ? "none" : found.status() + " " + found.location();
    }
}
