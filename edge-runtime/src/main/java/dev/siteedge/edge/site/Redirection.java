package dev.siteedge.edge.site;

/**
 * Where a path is to go.
 *
 * @param status 301, 302, 303, 307 or 308; 200 to answer with the page at {@code location} under the requested URL
 * @param location percent-encoded: an absolute URL, or a path below the baseurl; query and fragment may follow
 */
record Redirection(int status, String location) {
    static final int REWRITE = 200;

    boolean rewrites() {
        return status == REWRITE;
    }

    boolean inSite() {
        return location.startsWith("/");
    }

    /** Of a place in the site: its path, decoded. */
    String path() {
        try {
            return Percent.decode(location.split("[?#]", 2)[0]);
        } catch (BadRuleException e) {
            throw new IllegalStateException("a target is checked when it is read", e);
        }
    }

    /**
     * The value of the header {@code Location}: the target's own query wins over the requested one.
     *
     * @param query as requested, empty for none
     */
    String location(String baseurl, String query) {
        String whole = inSite() ? baseurl + location : location;
        int hash = whole.indexOf('#');
        String start = hash < 0 ? whole : whole.substring(0, hash);
        boolean keep = query.isEmpty() || start.indexOf('?') >= 0;
        return keep ? whole : start + "?" + query + whole.substring(start.length());
    }
}
