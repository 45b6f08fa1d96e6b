package dev.siteedge.maven.variant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page cut into pieces whose texts joined give the page: tags, texts between them, comments, and as one piece each element
 * in which no template can stand or would mean something else.
 */
final class HtmlTokens {
    /** Their end tags may be left out, so that nothing follows from a missing one. */
    private static final Set<String> OPTIONAL_END = Set.of(
            "p",
            "li",
            "dt",
            "dd",
            "tr",
            "td",
            "th",
            "thead",
            "tbody",
            "tfoot",
            "option",
            "optgroup",
            "colgroup",
            "rt",
            "rp");

    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr");

    /** Nothing but the elements of a page itself: they exist once. */
    private static final Set<String> PAGE = Set.of("html", "head", "body");

    private static final String ATTRIBUTES = "(?:[^>\"']|\"[^\"]*\"|'[^']*')*";
    private static final Pattern TOKEN = Pattern.compile(
            "<!--.*?-->|<!" + ATTRIBUTES + ">"
                    + "|<(script|style|title|textarea|xmp|iframe|noscript|svg|math|template|select|picture|video|audio"
                    + "|object)(?=[\\s/>])" + ATTRIBUTES + ">.*?</\\1\\s*>"
                    + "|</?([a-zA-Z][^\\s/>]*)" + ATTRIBUTES + ">|<|[^<]+",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private HtmlTokens() {}

    static List<String> of(String html) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(html);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    /** How far a range is from holding whole elements alone. */
    enum Balance {
        WHOLE,
        /** It ends what began before it. */
        NEEDS_BEFORE,
        /** It begins what ends behind it. */
        NEEDS_AFTER,
        /** It has a tag of the page itself. */
        NEVER
    }

    static Balance balance(List<String> tokens) {
        Deque<String> open = new ArrayDeque<>();
        for (String token : tokens) {
            String name = name(token);
            if (PAGE.contains(name) || token.startsWith("<!") && !token.startsWith("<!--")) {
                return Balance.NEVER;
            }
            if (name.isEmpty() || VOID.contains(name) || OPTIONAL_END.contains(name) || token.endsWith("/>")) {
                continue;
            }
            if (!token.startsWith("</")) {
                open.push(name);
            } else if (open.isEmpty() || !open.pop().equals(name)) {
                return Balance.NEEDS_BEFORE;
            }
        }
        return open.isEmpty() ? Balance.WHOLE : Balance.NEEDS_AFTER;
    }

    /** Whether it is the start or the end of the page's own part of that name. */
    static boolean is(String token, String tag) {
        return token.regionMatches(true, 0, tag, 0, tag.length());
    }

    /** In lower case; empty for what is no tag of its own. */
    private static String name(String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches() || matcher.group(2) == null) {
            return "";
        }
        return matcher.group(2).toLowerCase(Locale.ROOT);
    }
}
