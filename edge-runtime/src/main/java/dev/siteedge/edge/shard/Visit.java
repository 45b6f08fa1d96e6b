package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Source;

/**
 * The session that an event belongs to, as every row of it says.
 *
 * @param session a stable id; its lowest bit is 1 when the client named the session, 0 when it was derived
 * @param start the {@code received} of its first event
 * @param visitor the visitor's hash at its first event, which the session keeps over a change of salts
 * @param source where it came from: that of its first event
 * @param entryPage the path of its first event
 */
public record Visit(long session, long start, long visitor, Source source, String entryPage) {
    boolean namedByClient() {
        return (session & 1) == 1;
    }
}
