package dev.siteedge.edge.store;

/** Another process owns this log's place in the store: this one has to stop. */
final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message, null, false, false);
    }
}
