package dev.siteedge.edge.shard;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of one visitor that an event may join: the newest, and one more for events that came late. A session takes
 * events within 30 minutes of its last one; an event outside opens another, and never closes one that goes on later.
 *
 * @param newest the one with the latest event
 * @param earlier the one that was opened beside it last, null when there is none; ends more than 30 minutes before it
 * @param touched when an event of either was received last, in milliseconds since 1970
 */
record OpenVisits(Open newest, @Nullable Open earlier, long touched) {
    /** @param last the time of its latest event */
    record Open(Visit visit, long last) {
        boolean takes(long time) {
            return visit.namedByClient() || Math.abs(time - last) <= Sessions.IDLE_MILLIS;
        }

        Open with(Visit now, long time) {
            return new Open(now.begunBy(visit.start()), Math.max(last, time));
        }
    }

    static OpenVisits of(Visit visit, long time, long received) {
        return new OpenVisits(new Open(visit, time), null, received);
    }

    /** The session that an event of this time joins, null when it opens one. */
    @Nullable Visit at(long time) {
        if (newest.takes(time)) {
            return newest.visit().begunBy(time);
        }
        return earlier != null && earlier.takes(time) ? earlier.visit().begunBy(time) : null;
    }

    /** What is open after an event of this session. */
    OpenVisits with(Visit visit, long time, long received) {
        if (visit.session() == newest.visit().session()) {
            return new OpenVisits(newest.with(visit, time), earlier, received);
        }
        if (earlier != null && visit.session() == earlier.visit().session()) {
            return new OpenVisits(newest, earlier.with(visit, time), received);
        }
        Open opened = new Open(visit, time);
        return time > newest.last()
                ? new OpenVisits(opened, newest, received)
                : new OpenVisits(newest, opened, received);
    }
}
