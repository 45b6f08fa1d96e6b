package dev.siteedge.edge.site;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code _redirects}: {@code source target [status]} a line, as Cloudflare Pages documents it
 * (developers.cloudflare.com/pages/configuration/redirects). Netlify's {@code 301!} is taken for 301: rules are always
 * followed here. Its conditions ({@code Country=}, query parameters) are not known; such lines are left out.
 */
final class RedirectsReader {
    static final String FILE = "_redirects";
    static final int MAX_STATIC_RULES = 2_000;
    static final int MAX_DYNAMIC_RULES = 100;

    private static final Set<String> STATUSES = Set.of("200", "301", "302", "303", "307", "308");
    private static final String DEFAULT_STATUS = "302";

    private final String baseurl;
    private final LeftOut leftOut;
    private final Redirects rules = new Redirects();
    private final RedirectLoops loops;
    private final Set<String> sources = new HashSet<>();

    /** @param moved where the site redirects a path to without a rule, null where it does not */
    RedirectsReader(String baseurl, Function<String, @Nullable Redirection> moved, LeftOut leftOut) {
        this.baseurl = baseurl;
        this.leftOut = leftOut;
        this.loops = new RedirectLoops(rules, moved);
    }

    Redirects read(List<RuleFile.Line> lines) {
        for (RuleFile.Line line : lines) {
            try {
                accept(parse(line));
            } catch (BadRuleException e) {
                leftOut.add(FILE, line.number(), String.valueOf(e.getMessage()));
            }
        }
        return rules;
    }

    private RedirectRule parse(RuleFile.Line line) throws BadRuleException {
        List<String> words = words(line.text());
        if (words.size() < 2 || words.size() > 3) {
            throw new BadRuleException(
                    "'" + line.text() + "' has " + words.size() + " words; write: source target [status]");
        }
        String status = words.size() < 3 ? DEFAULT_STATUS : words.get(2).replaceFirst("!$", "");
        if (!STATUSES.contains(status)) {
            throw new BadRuleException(
                    "status '" + words.get(2) + "' must be 200, 301, 302, 303, 307 or 308; default: 302");
        }
        UrlPattern source = UrlPattern.path(words.get(0), baseurl);
        RedirectTarget target = RedirectTarget.parse(words.get(1), source.names(), baseurl);
        return new RedirectRule(line.number(), source, target, Integer.parseInt(status));
    }

    /** Without a comment at the end; a # within the first two words begins a fragment. */
    private static List<String> words(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        for (int i = 2; i < words.size(); i++) {
            if (words.get(i).startsWith("#")) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    private void accept(RedirectRule rule) throws BadRuleException {
        String source = rule.source().text();
        if (sources.contains(source)) {
            throw new BadRuleException("a rule above is for '" + source + "' already; remove one");
        }
        if (rule.status() == Redirection.REWRITE) {
            checkRewrite(rule);
        } else if (loops.closedBy(rule)) {
            throw new BadRuleException("'" + source + "' would redirect in a circle; correct its target");
        }
        if (rule.dynamic() ? rules.dynamicRules() >= MAX_DYNAMIC_RULES : rules.staticRules() >= MAX_STATIC_RULES) {
            throw new BadRuleException(
                    rule.dynamic()
                            ? "more than " + MAX_DYNAMIC_RULES + " rules with * or placeholders; join some"
                            : "more than " + MAX_STATIC_RULES + " rules without * or placeholders; join some with *");
        }
        sources.add(source);
        rules.add(rule);
    }

    private static void checkRewrite(RedirectRule rule) throws BadRuleException {
        if (!rule.target().inSite()) {
            throw new BadRuleException("status 200 shows a page of this site; write a path, or redirect with 302");
        }
        boolean allToOne =
                rule.source().text().endsWith("/*") && rule.sample().path().matches(".*/index(\\.html)?");
        if (allToOne) {
            throw new BadRuleException("'" + rule.source().text()
                    + "' would show one index page in the place of every file, stylesheets too; name the paths");
        }
    }
}
