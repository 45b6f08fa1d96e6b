package dev.siteedge.maven.jekyll;

import java.io.Serial;

/**
 * A build that failed for a reason that its user can mend. The message is one finished line: what is wrong, where, its
 * value, and what to do.
 */
public final class JekyllBuildException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public JekyllBuildException(String message) {
        super(message);
    }

    JekyllBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
