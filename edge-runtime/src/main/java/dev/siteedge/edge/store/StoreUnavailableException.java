package dev.siteedge.edge.store;

/** The store did not answer, or not in a way that says what happened; the same call may be tried again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names the call and the key, never a credential */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
