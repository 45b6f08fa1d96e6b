package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs a rule is for: {@code /blog/:slug}, {@code /old/*} or {@code https://:branch.example.com/*}. Protocol, port and
 * query of a request play no part. Immutable.
 */
final class UrlPattern {
    private static final String HTTPS = "https://";
    private static final Pattern WORDS = Pattern.compile(":[A-Za-z][A-Za-z0-9_]*|[^:]+");

    private final String text;
    private final @Nullable Segments host;
    private final Segments path;
    /** Decoded: the whole path, or what stands before its first capture. */
    private final String prefix;

    private final Set<String> names;

    private UrlPattern(String text, @Nullable Segments host, Segments path, String prefix, Set<String> names) {
        this.text = text;
        this.host = host;
        this.path = path;
        this.prefix = prefix;
        this.names = Set.copyOf(names);
    }

    /** @param baseurl paths may be written with it or without */
    static UrlPattern path(String written, String baseurl) throws BadRuleException {
        if (written.contains("://")) {
            throw new BadRuleException("'" + written + "' has a host; write the path alone");
        }
        return parse(null, written.startsWith("/") ? written : "/" + written, baseurl);
    }

    /** A path, or a path of one host. */
    static UrlPattern url(String written, String baseurl) throws BadRuleException {
        if (written.startsWith("/")) {
            return parse(null, written, baseurl);
        }
        if (!written.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
            throw new BadRuleException("'" + written + "' must begin with / or https://");
        }
        String rest = written.substring(HTTPS.length());
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        if (host.isEmpty() || host.matches(".*:[0-9]*")) {
            throw new BadRuleException("'" + written + "' needs a host without a port; ports play no part");
        }
        return parse(host, slash < 0 ? "/" : rest.substring(slash), baseurl);
    }

    private static UrlPattern parse(@Nullable String host, String written, String baseurl) throws BadRuleException {
        int fragment = written.indexOf('#');
        String whole = fragment < 0 ? written : written.substring(0, fragment);
        if (whole.indexOf('?') >= 0) {
            throw new BadRuleException("'" + written + "' asks for a query; rules match paths only");
        }
        String path = below(baseurl, whole);
        Segments hosts = host == null ? null : Segments.parse(lowerCase(host), '.');
        Segments paths = Segments.parse(path, '/');
        List<String> all = new ArrayList<>(hosts == null ? List.of() : hosts.names());
        all.addAll(paths.names());
        Set<String> names = new HashSet<>(all);
        if (names.size() < all.size()) {
            throw new BadRuleException("'" + written + "' has the same placeholder twice, or two *; name each once");
        }
        String literal = paths.names().isEmpty() ? path : path.split("[*:]", 2)[0];
        return new UrlPattern(host == null ? path : HTTPS + host + path, hosts, paths, Percent.decode(literal), names);
    }

    /** Hosts are the same in any case, the names of placeholders are not. */
    private static String lowerCase(String host) {
        return WORDS.matcher(host)
                .replaceAll(word -> word.group().startsWith(":")
                        ? word.group()
                        : word.group().toLowerCase(Locale.ROOT));
    }

    /** What is left of a path below the site's baseurl; a path without it is below it already. */
    static String below(String baseurl, String path) {
        if (baseurl.isEmpty() || !(path.equals(baseurl) || path.startsWith(baseurl + "/"))) {
            return path;
        }
        String rest = path.substring(baseurl.length());
        return rest.isEmpty() ? "/" : rest;
    }

    /** As written, without fragment and baseurl: the same for the same rule. */
    String text() {
        return text;
    }

    /** Of what it captures. */
    Set<String> names() {
        return names;
    }

    /** The one path that it is for, decoded; null when it may be for many. */
    @Nullable String single() {
        return names.isEmpty() && host == null ? prefix : null;
    }

    /**
     * What placeholders and {@code *} took, decoded; null when the pattern is not for this URL.
     *
     * @param requestedHost without its port
     * @param requestedPath decoded, below the baseurl
     */
    @Nullable Map<String, String> match(String requestedHost, String requestedPath) {
        if (!requestedPath.startsWith(prefix)) {
            return null;
        }
        Map<String, String> captures = new HashMap<>();
        if (host != null && !host.matches(requestedHost.toLowerCase(Locale.ROOT), captures)) {
            return null;
        }
        return path.matches(requestedPath, captures) ? captures : null;
    }
}
