package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code _headers}: a URL, then {@code Name: value} or {@code ! Name} a line, as Cloudflare Pages documents it
 * (developers.cloudflare.com/pages/configuration/headers).
 */
final class HeadersReader {
    static final String FILE = "_headers";
    static final int MAX_RULES = 100;

    /** What frames a message, or has been compared with the request before the rules apply. */
    private static final Set<String> OURS = HeaderChange.ignoringCase(
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Range",
            "Date",
            "ETag",
            "Keep-Alive",
            "Location",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");

    private static final Pattern URL = Pattern.compile("(/|[^\\s:]+://).*");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]+");

    private final String baseurl;
    private final LeftOut leftOut;
    private final List<HeaderRules.Rule> rules = new ArrayList<>();
    private @Nullable Block block;

    /** A rule while its lines are read; one without URL takes the lines of a rule that is left out. */
    private static final class Block {
        private final int line;
        private final @Nullable UrlPattern url;
        private boolean said;
        private final List<String> detached = new ArrayList<>();
        private final Map<String, String> values = new LinkedHashMap<>();

        Block(int line, @Nullable UrlPattern url) {
            this.line = line;
            this.url = url;
        }

        boolean empty() {
            return detached.isEmpty() && values.isEmpty();
        }

        /** Only once: when its lines were left out, that was said. */
        void warn(LeftOut leftOut) {
            if (!said && url != null) {
                leftOut.add(FILE, line, "'" + url.text() + "' has no headers; write 'Name: value' below it");
            }
        }

        HeaderRules.Rule rule(UrlPattern pattern) {
            Map<String, Template> templates = new LinkedHashMap<>();
            values.forEach((name, value) -> templates.put(name, new Template(value, pattern.names())));
            return new HeaderRules.Rule(pattern, List.copyOf(detached), templates);
        }
    }

    HeadersReader(String baseurl, LeftOut leftOut) {
        this.baseurl = baseurl;
        this.leftOut = leftOut;
    }

    HeaderRules read(List<RuleFile.Line> lines) {
        for (RuleFile.Line line : lines) {
            try {
                if (URL.matcher(line.text()).matches()) {
                    end();
                    block = new Block(line.number(), null);
                    block = new Block(line.number(), UrlPattern.url(line.text(), baseurl));
                } else {
                    add(line.text());
                }
            } catch (BadRuleException e) {
                leftOut.add(FILE, line.number(), String.valueOf(e.getMessage()));
                if (block != null) {
                    block.said = true;
                }
            }
        }
        end();
        return new HeaderRules(rules);
    }

    private void end() {
        Block done = block;
        if (done == null || done.url == null) {
            return;
        }
        if (done.empty()) {
            done.warn(leftOut);
        } else if (rules.size() >= MAX_RULES) {
            leftOut.add(FILE, done.line, "more than " + MAX_RULES + " rules; join some with *");
        } else {
            rules.add(done.rule(done.url));
        }
    }

    private void add(String text) throws BadRuleException {
        Block current = block;
        if (current == null) {
            throw new BadRuleException("'" + text + "' comes before any URL; write a path above it");
        }
        if (text.startsWith("!")) {
            current.detached.add(name(text.substring(1).strip()));
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new BadRuleException("'" + text + "' is neither a URL, 'Name: value' nor '! Name'; correct it");
        }
        String value = text.substring(colon + 1).strip();
        if (!VALUE.matcher(value).matches()) {
            throw new BadRuleException("the value in '" + text + "' must be ASCII text, not empty; correct it");
        }
        current.values.merge(name(text.substring(0, colon).strip()), value, (a, b) -> a + ", " + b);
    }

    private static String name(String name) throws BadRuleException {
        if (!NAME.matcher(name).matches()) {
            throw new BadRuleException("'" + name + "' is no name of a header; correct it");
        }
        if (OURS.contains(name)) {
            throw new BadRuleException("the edge alone sets " + name + "; remove the line");
        }
        return name;
    }
}
