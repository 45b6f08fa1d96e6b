package dev.siteedge.edge.shard;

/** Too much is under way, or the disk limit is reached: nothing was logged, the client may try again. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int retryAfterSeconds;

    /**
     * @param message what is full and which setting limits it
     * @param retryAfterSeconds 1 or more
     */
    public OverloadedException(String message, int retryAfterSeconds) {
        super(message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
