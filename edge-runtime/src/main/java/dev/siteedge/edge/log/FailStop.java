package dev.siteedge.edge.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What to do when going on would break a promise, above all after a failed fsync: pages of the file may be marked clean
 * though they never reached the disk, so a retry that succeeds proves nothing (Rebello et al., "Can Applications Recover
 * from fsync Failures?", USENIX ATC 2020).
 */
@FunctionalInterface
public interface FailStop {
    /** Stops; the caller does nothing more either way. */
    void stop(String reason, @Nullable Throwable cause);

    /** Writes one line and ends the process at once, without shutdown hooks, with status 70 (EX_SOFTWARE). */
    static FailStop halt() {
        return (reason, cause) -> {
            LoggerFactory.getLogger(FailStop.class)
                    .error("stopping: {}{}", reason, cause == null ? "" : " (" + cause.getMessage() + ")");
            Runtime.getRuntime().halt(70);
        };
    }
}
