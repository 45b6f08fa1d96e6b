package dev.siteedge.edge.query;

/** The query engine failed: a fault of ours or of the machine, not of who asked. */
public final class QueryFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueryFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
