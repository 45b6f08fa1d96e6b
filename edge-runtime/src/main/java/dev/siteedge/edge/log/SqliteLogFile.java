package dev.siteedge.edge.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;

/** A {@link SqliteEventLog} at its place in the data folder. */
public record SqliteLogFile(Path file, LogLimits limits, Clock clock, FailStop failStop, Executor answering)
        implements LogFile {
    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public EventLog open(String logId, long start, long received) {
        return SqliteEventLog.open(file, logId, start, received, limits, clock, failStop, answering);
    }

    @Override
    public long succeed(String logId, long start, long received, long from) {
        return LogSuccession.succeed(file, logId, start, received, from);
    }
}
