package dev.siteedge.maven.html;

/**
 * The script element that loads the tracker.
 *
 * @param baseurl path under which the site is mounted, empty for the root
 * @param site the site's id: the host of {@code url}
 * @param consent none, necessary or analytics
 * @param api where events go; empty for the page's own origin
 * @param strict whether nothing is sent without consent
 * @param hash whether the fragment is part of the path
 * @param files file name endings whose downloads count, joined by commas; empty for the tracker's own list
 */
public record TrackerTag(
        String baseurl, String site, String consent, String api, boolean strict, boolean hash, String files) {

    /** Where the tracker's file is, below {@code baseurl}. */
    public static final String SCRIPT = "/_edge/site-edge.js";

    String html() {
        StringBuilder html = new StringBuilder("<script defer");
        attribute(html, "src", baseurl + SCRIPT);
        attribute(html, "data-site", site);
        attribute(html, "data-consent", consent);
        if (!api.isEmpty()) {
            attribute(html, "data-api", api);
        }
        if (strict) {
            attribute(html, "data-strict", "true");
        }
        if (hash) {
            attribute(html, "data-hash", "true");
        }
        if (!files.isEmpty()) {
            attribute(html, "data-files", files);
        }
        return html.append("></script>").toString();
    }

    /** Beyond ASCII as character references, because the page's encoding is not known. */
    private static void attribute(StringBuilder html, String name, String value) {
        html.append(' ').append(name).append("=\"");
        value.codePoints().forEach(point -> {
            if (point == '"' || point == '&' || point == '<' || point == '>' || point < ' ' || point > '~') {
                html.append("&#").append(point).append(';');
            } else {
                html.appendCodePoint(point);
            }
        });
        html.append('"');
    }
}
