package dev.siteedge.edge.log;

/** The log is closed, or broke and stopped for good; whether the entries are on disk is unknown. */
public final class LogStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogStoppedException(String message) {
        super(message, null, false, false);
    }
}
