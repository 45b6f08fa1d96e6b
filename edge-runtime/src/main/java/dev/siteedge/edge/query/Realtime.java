package dev.siteedge.edge.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happens on a site now, from memory alone.
 *
 * @param visitors of the last five minutes; above some hundred an estimate with a standard error of 2.3 %
 * @param minutes the last thirty, the current one last
 * @param top the most frequent values of these thirty minutes by dimension, {@code path} and so on, each at most eight;
 *     dimensions without any are absent
 */
public record Realtime(String site, Instant time, long visitors, List<Minute> minutes, Map<String, List<Value>> top) {
    static final int MINUTES = 30;
    static final int VISITOR_MINUTES = 5;
    static final int TOP = 8;

    /**
     * @param time its first instant
     * @param events with the pageviews
     * @param sessions that began in it
     */
    public record Minute(Instant time, long pageviews, long events, long sessions) {}

    /** @param count pageviews and events; for {@code variant} units that were shown it */
    public record Value(String value, long count) {}
}
