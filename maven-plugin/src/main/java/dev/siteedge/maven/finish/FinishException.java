package dev.siteedge.maven.finish;

/** A site that can't be made ready; the message is one line for the user. */
public final class FinishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FinishException(String message) {
        super(message);
    }
}
