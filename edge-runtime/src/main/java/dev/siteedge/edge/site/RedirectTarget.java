package dev.siteedge.edge.site;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a rule leads to: a place in this site, or one on a host that the rule spells out. Immutable. */
final class RedirectTarget {
    /** Its host can't hold a placeholder: a colon is followed by a port alone. */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(https?://)([A-Za-z0-9._-]+(?::[0-9]{1,5})?)([/?#].*)?", Pattern.CASE_INSENSITIVE);

    private final String origin;
    private final Template rest;

    private RedirectTarget(String origin, Template rest) {
        this.origin = origin;
        this.rest = rest;
    }

    /**
     * @param names of the captures that may stand in it, never in its host: else a link to us could lead anywhere
     * @param baseurl paths may be written with it or without
     */
    static RedirectTarget parse(String written, Set<String> names, String baseurl) throws BadRuleException {
        String url = Percent.url(written);
        Percent.decode(url.split("[?#]", 2)[0]);
        if (url.startsWith("/") && !url.startsWith("//")) {
            return new RedirectTarget("", new Template(below(baseurl, url), names));
        }
        Matcher absolute = ABSOLUTE.matcher(url);
        if (!absolute.matches()) {
            throw new BadRuleException("target '" + written
                    + "' must be a path that begins with one /, or https:// and a host without placeholders");
        }
        String rest = absolute.group(3);
        return new RedirectTarget(
                absolute.group(1) + absolute.group(2), new Template(rest == null ? "/" : rest, names));
    }

    private static String below(String baseurl, String url) {
        String path = url.split("[?#]", 2)[0];
        return UrlPattern.below(baseurl, path) + url.substring(path.length());
    }

    boolean inSite() {
        return origin.isEmpty();
    }

    /** A place in the site never begins with two slashes: browsers take what follows them for a host. */
    String expand(Map<String, String> captures) {
        String expanded = rest.expand(captures);
        if (!inSite()) {
            return origin + expanded;
        }
        String path = expanded.split("[?#]", 2)[0];
        return path.replaceAll("/{2,}", "/") + expanded.substring(path.length());
    }
}
