package dev.siteedge.edge.log;

/** There is no room in the queue, under the size limit or on the disk: nothing was logged. */
public final class LogFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is full and which setting limits it */
    public LogFullException(String message) {
        super(message, null, false, false);
    }
}
