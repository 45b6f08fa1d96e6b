package dev.siteedge.edge.install;

import java.util.List;
import org.sqlite.util.OSInfo;

/**
 * Lets Linux know of the threads that nobody waits for (those with {@link Thread#MIN_PRIORITY}): by default a JVM does not
 * pass priorities on. With it, writing history takes fewer turns from answering. Lowering needs no right.
 */
final class Priorities {
    /** Niceness: a tenth of the share of a thread that answers, where there is not enough for both. */
    private static final int NICE = 10;

    private Priorities() {}

    static List<String> options() {
        return OSInfo.getOSName().startsWith("Linux")
                ? List.of("-XX:ThreadPriorityPolicy=1", "-XX:JavaPriority1_To_OSPriority=" + NICE)
                : List.of();
    }
}
