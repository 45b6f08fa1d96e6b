package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Source;

/**
 * The session that an event belongs to, as every row of it says.
 *
 * @param session a stable id; its lowest bit is 1 when the client named the session, 0 when it was derived
 * @param start the time of its earliest event so far, in milliseconds since 1970
 * @param visitor the visitor's hash when it opened, which the session keeps over a change of salts
 * @param source where it came from: that of the event that opened it
 * @param entryPage the path of the event that opened it
 */
public record Visit(long session, long start, long visitor, Source source, String entryPage) {
    /** The same, begun earlier: an event of it came late. */
    Visit begunBy(long time) {
        return time >= start ? this : new Visit(session, time, visitor, source, entryPage);
    }

    boolean namedByClient() {
        return (session & 1) == 1;
    }
}
