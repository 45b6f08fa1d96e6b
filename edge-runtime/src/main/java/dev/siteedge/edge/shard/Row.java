package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.VisitEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the fold makes of one accepted event: the event, where and when it was logged, and its session. Rows are the
 * only truth of what is stored; all state can be folded from them again.
 *
 * @param position its running number in the log
 * @param received when it was logged, in milliseconds since 1970
 * @param time when it happened, in milliseconds since 1970; never after {@code received}
 * @param visit null for experiment facts, and for engagement that comes after its session ended
 */
public record Row(
        long position,
        long received,
        long time,
        Event event,
        @Nullable Visit visit) {
    /** The visitor that is counted: the session's, else the event's own; 0 for experiment facts. */
    public long visitor() {
        if (visit != null) {
            return visit.visitor();
        }
        return event instanceof VisitEvent own ? own.visitor().hash() : 0;
    }
}
