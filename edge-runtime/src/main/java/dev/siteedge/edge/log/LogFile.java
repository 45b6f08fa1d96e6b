package dev.siteedge.edge.log;

/** Where a node's log lies, to be opened, or to be replaced by one that goes on behind the store. */
public interface LogFile {
    boolean exists();

    /**
     * Opens the log, or makes it.
     *
     * @param logId of a new log
     * @param start the first position of a new log
     * @param received no batch of a new log is received before, milliseconds since 1970
     * @throws DataFolderException when it is damaged, not writable or of a newer version
     */
    EventLog open(String logId, long start, long received);

    /**
     * Replaces the closed log by a new one.
     *
     * @param logId of the new one
     * @param start the first position of the new one
     * @param received no later batch of the new one is received before, milliseconds since 1970
     * @param from events of the old log at and above this position are kept, with the time they were received
     * @return how many were kept
     */
    long succeed(String logId, long start, long received, long from);
}
