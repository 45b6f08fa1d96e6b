package dev.siteedge.maven.html;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Walks over a page's markup as bytes: tags and comments one by one, text between them left alone. Enough of the HTML
 * tokenizer to know what is markup and what only looks like it; works in every encoding in which ASCII is ASCII.
 *
 * <p>An element whose content is no markup of the page (script, style, comment-like ones) is one token from its start
 * tag to its end tag.
 */
final class HtmlScanner {
    private static final Set<String> OPAQUE =
            Set.of("script", "style", "title", "textarea", "noscript", "template", "iframe", "xmp");

    private final byte[] page;
    private int start;
    private int tagEnd;
    private int end;
    private String name = "";

    HtmlScanner(byte[] page) {
        this.page = page;
    }

    /** Goes to the next token; false at the end of the page. */
    boolean next() {
        for (int i = end; i < page.length - 1; i++) {
            if (page[i] == '<' && read(i)) {
                return true;
            }
        }
        return false;
    }

    /** Lower case; with a leading slash for an end tag, {@code !} for comments and declarations. */
    String name() {
        return name;
    }

    /** Of the token's {@code <}. */
    int start() {
        return start;
    }

    /** After the {@code >} of the token's (first) tag. */
    int tagEnd() {
        return tagEnd;
    }

    /** After the token. */
    int end() {
        return end;
    }

    private boolean read(int at) {
        byte following = page[at + 1];
        if (following == '!' || following == '?') {
            name = "!";
            tagEnd = startsWith(at, "<!--") ? after("-->", at + 4) : after(">", at);
            end = tagEnd;
        } else if (isLetter(following) || following == '/' && at + 2 < page.length && isLetter(page[at + 2])) {
            name = nameAt(at + 1);
            tagEnd = tagEnd(at + 1);
            end = OPAQUE.contains(name) ? afterElement(tagEnd) : tagEnd;
        } else {
            return false;
        }
        start = at;
        return true;
    }

    private String nameAt(int from) {
        int to = from + 1;
        while (to < page.length && !isSpace(page[to]) && page[to] != '>' && page[to] != '/') {
            to++;
        }
        return new String(page, from, to - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    private int tagEnd(int from) {
        byte quote = 0;
        for (int i = from; i < page.length; i++) {
            byte b = page[i];
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if ((b == '"' || b == '\'') && opensValue(i)) {
                quote = b;
            } else if (b == '>') {
                return i + 1;
            }
        }
        return page.length;
    }

    /** A quote in the middle of an unquoted value is an ordinary character. */
    private boolean opensValue(int at) {
        int i = at - 1;
        while (i > 0 && isSpace(page[i])) {
            i--;
        }
        return page[i] == '=';
    }

    private int afterElement(int from) {
        for (int i = from; i < page.length - 1; i++) {
            if (page[i] == '<' && page[i + 1] == '/' && nameAt(i + 1).equals("/" + name)) {
                return tagEnd(i + 1);
            }
        }
        return page.length;
    }

    private int after(String mark, int from) {
        for (int i = from; i <= page.length - mark.length(); i++) {
            if (startsWith(i, mark)) {
                return i + mark.length();
            }
        }
        return page.length;
    }

    private boolean startsWith(int at, String text) {
        if (at + text.length() > page.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (page[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f';
    }

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }
}
