package dev.siteedge.maven.variant;

/** A page that can't be shown in all its variants by one file; the message is one line for the user. */
public final class StaticModeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaticModeException(String message) {
        super(message);
    }
}
