package dev.siteedge.edge.site;

/** What a path leads to. */
sealed interface Target {
    record Found(SiteFile file) implements Target {}

    /** @param path absolute, decoded, below the site's baseurl */
    record Moved(String path) implements Target {}

    record Missing() implements Target {}
}
