package dev.siteedge.edge.site;

import java.nio.file.Path;
import java.util.Map;

/**
 * One file of a release.
 *
 * @param name relative to the site folder, parts joined by {@code /}
 * @param compressed where it lies compressed, if what lies there is of the same version
 */
record SiteFile(String name, Path path, String contentType, Map<Encoding, Path> compressed) {
    SiteFile {
        compressed = Map.copyOf(compressed);
    }

    boolean html() {
        return contentType.startsWith("text/html");
    }
}
