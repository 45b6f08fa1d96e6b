package dev.siteedge.edge.site;

import java.nio.file.Path;
import java.util.Set;
import org.eclipse.jetty.http.CompressedContentFormat;

/**
 * One file of a release.
 *
 * @param name relative to the site folder, parts joined by {@code /}
 * @param precompressed the formats that lie beside it as {@code .br} or {@code .gz}
 */
record SiteFile(String name, Path path, String contentType, Set<CompressedContentFormat> precompressed) {
    boolean html() {
        return contentType.startsWith("text/html");
    }
}
