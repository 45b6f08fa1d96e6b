package dev.siteedge.tracker;

import java.util.Map;

/**
 * One page of a test; each {@code with…} method returns a changed copy.
 *
 * @param attributes of the script tag beside src, such as {@code data-strict="true"}
 * @param head HTML before the script tag
 * @param body HTML
 * @param headers response headers
 */
record TestPage(String attributes, String head, String body, Map<String, String> headers) {
    static TestPage plain() {
        return new TestPage("data-consent=\"none\"", "", "<p>A page.", Map.of());
    }

    TestPage withAttributes(String value) {
        return new TestPage(value, head, body, headers);
    }

    TestPage withHead(String value) {
        return new TestPage(attributes, value, body, headers);
    }

    TestPage withVariants(String content) {
        return withHead("<meta name=\"site-edge:variants\" content=\"" + content + "\">");
    }

    TestPage withBody(String value) {
        return new TestPage(attributes, head, value, headers);
    }

    TestPage withHeader(String name, String value) {
        return new TestPage(attributes, head, body, Map.of(name, value));
    }

    String html() {
        return "<!doctype html>\n<html lang=en><head><title>Page</title><link rel=icon href=data:,>\n" + head + "\n"
                + "<script defer src=\"/_edge/site-edge.js\" data-site=\"example.com\" " + attributes + "></script>\n"
                + "</head><body>\n" + body + "\n</body></html>\n";
    }
}
