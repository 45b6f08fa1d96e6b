package dev.siteedge.edge.log;

/** The data folder can't be used; the message is one line for people: what is wrong, where, and what to do. */
public final class DataFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataFolderException(String message) {
        super(message, null, false, false);
    }
}
