package dev.siteedge.edge.site;

/** The site folder can't be served; the message says what is wrong with it and what to do. */
public final class InvalidSiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSiteException(String message) {
        super(message);
    }
}
