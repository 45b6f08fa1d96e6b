package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.log.Routed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one logical shard and the fold that changes it. The fold is a function of the state, the event, its
 * position and the time it was logged with; it reads no clock, file or configuration, so that a replay gives the same
 * rows. The first thread that folds owns the shard; any other is refused.
 */
final class Shard {
    private final RecentIds ids = new RecentIds();
    private final Units units = new Units();
    private final Sessions sessions;
    private final Recovered recovered;
    private final MinuteRing minutes = MinuteRing.ofShard();
    private @Nullable Thread owner;

    Shard(Recovered recovered) {
        this.recovered = recovered;
        this.sessions = new Sessions(recovered);
    }

    /** Folds one logged event; null when it is a duplicate. */
    @Nullable Row apply(long position, long received, Routed routed) {
        assertOwner();
        long id = RecentIds.key(routed.event());
        if (recovered.knows(id, received) || !ids.add(id, received)) {
            return null;
        }
        Row row = row(position, received, routed);
        minutes.count(row, row.visit() != null && sessions.began());
        return row;
    }

    private Row row(long position, long received, Routed routed) {
        Event event = routed.event();
        long time = routed.time(received);
        Visit visit = null;
        if (event instanceof ExperimentEvent fact) {
            units.apply(fact, received);
        } else {
            visit = sessions.of((VisitEvent) event, position, time, received);
        }
        return new Row(position, received, time, event, visit);
    }

    /** Forgets all of a site: ids, sessions, units, minutes. */
    void erase(String site) {
        assertOwner();
        ids.erase(site);
        sessions.erase(site);
        units.erase(site);
        minutes.erase(site);
    }

    /** Takes over a stored experiment fact: an experiment's shard is that of its unit, so its rows come home. */
    void restore(Row row) {
        ids.add(RecentIds.key(row.event()), row.received());
        units.apply((ExperimentEvent) row.event(), row.received());
    }

    /** Takes over a unit of a snapshot. */
    void restore(Units.Phase phase, Units.State unit) {
        units.restore(phase, unit);
    }

    /** Takes over a total of a snapshot. */
    void restore(Units.Phase phase, String variant, Units.Total total) {
        units.restore(phase, variant, total);
    }

    /** Adds the site's minutes of a range to the sum, both ends inclusive. */
    void addTo(MinuteSum sum, String site, long from, long to) {
        assertOwner();
        minutes.addTo(sum, site, from, to);
    }

    /**
     * The whole state at one moment, for readers on other threads.
     *
     * @param ids pairs of id and time
     */
    record Copy(
            long[] ids,
            Map<Long, OpenVisits> sessions,
            Map<Units.Phase, List<Units.State>> units,
            Map<Units.Phase, Map<String, Units.Total>> totals,
            MinuteRing.Copy minutes) {}

    Copy copy() {
        assertOwner();
        return new Copy(ids.copy(), sessions.copy(), units.copy(), units.totals(), minutes.copy());
    }

    Map<String, VariantCounts> counts(String site, String experiment, String phase, String goal) {
        assertOwner();
        return units.counts(site, experiment, phase, goal);
    }

    /** Gives the shard to whatever thread comes next; only between the end of replay and the start of its worker. */
    void release() {
        owner = null;
    }

    private void assertOwner() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException("shard of " + owner.getName() + " used by " + current.getName());
        }
    }
}
