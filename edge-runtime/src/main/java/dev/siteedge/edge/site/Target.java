package dev.siteedge.edge.site;

/** What a path leads to. */
sealed interface Target {
    record Found(SiteFile file) implements Target {}

    /** @param path absolute, decoded, below the site's baseurl */
    record Moved(String path) implements Target {}

    /** As the site's own rules say. */
    record Redirected(Redirection to) implements Target {}

    record Missing() implements Target {}
}
