package dev.siteedge.edge.site;

/** A line of {@code _redirects} or {@code _headers} can't be obeyed; the message says why and what to write instead. */
final class BadRuleException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRuleException(String message) {
        super(message);
    }
}
