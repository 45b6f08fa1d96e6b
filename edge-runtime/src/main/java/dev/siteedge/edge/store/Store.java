package dev.siteedge.edge.store;

import dev.siteedge.edge.log.DataFolder;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.shard.Shards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The store's half of a node: recovery at the start, then flush and retention. {@link #openLog} and {@link #restore}
 * come first, on the opening thread; all later calls come from one thread.
 */
public final class Store {
    private final DataFolder folder;
    private final ObjectStore objects;
    private final RowTable rows;
    private final Ownership ownership;
    private final Recovery recovery;
    private final SegmentCache cache;
    private final Snapshots snapshots;

    /**
     * @param cacheBytes of local copies of objects
     * @param ids makes the id of a new log
     */
    public Store(DataFolder folder, ObjectStore objects, RowTable rows, long cacheBytes, Supplier<String> ids) {
        this.folder = folder;
        this.objects = objects;
        this.rows = rows;
        this.ownership = new Ownership(objects, Recovery.OWNER, folder.manifest());
        this.recovery = new Recovery(folder, ownership, ids);
        this.snapshots = new Snapshots(folder.snapshots(), objects);
        try {
            this.cache = new SegmentCache(folder.cache(), cacheBytes, objects);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache can't be read: " + folder.cache(), e);
        }
    }

    /** @param opener opens the log's file with the id and the first position of a new log */
    public EventLog openLog(BiFunction<String, Long, EventLog> opener) {
        return recovery.openLog(opener);
    }

    /** Rebuilds the shards' state and the pending rows. */
    public Recovery.Start restore(EventLog log, Shards shards) {
        try {
            new Outbox(folder.outbox(), rows).clear();
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox can't be cleared: " + folder.outbox(), e);
        }
        return recovery.restore(log, shards, rows, cache, snapshots);
    }

    public SegmentCache cache() {
        return cache;
    }

    /** What is done from now on. */
    public Upkeep upkeep(
            EventLog log,
            Shards shards,
            RowFeed feed,
            CurrentView view,
            FlushRules rules,
            Keeping keeping,
            Clock clock,
            FailStop failStop,
            Recovery.Start start) {
        Outbox outbox = new Outbox(folder.outbox(), rows);
        Flusher flusher = new Flusher(
                log,
                feed,
                rows,
                objects,
                ownership,
                outbox,
                cache,
                view,
                rules,
                clock,
                failStop,
                start,
                snapshots,
                shards::snapshot);
        Retention retention =
                new Retention(flusher, ownership, objects, cache, rows, folder.temporary(), clock, keeping);
        return new Upkeep(flusher, retention);
    }

    /**
     * How long rows are kept.
     *
     * @param days 1 or more
     * @param daysBySite 1 or more each
     * @param zoneBySite whose midnights end a site's days; UTC for sites that are not named
     */
    public record Keeping(int days, Map<String, Integer> daysBySite, Map<String, ZoneId> zoneBySite) {
        public Keeping {
            daysBySite = Map.copyOf(daysBySite);
            zoneBySite = Map.copyOf(zoneBySite);
            if (days < 1 || daysBySite.values().stream().anyMatch(own -> own < 1)) {
                throw new IllegalArgumentException(
                        "retention.days is wrong: " + days + " " + daysBySite + "; 1 or more.");
            }
        }
    }

    /** Flush and retention, on one thread. */
    public static final class Upkeep {
        private final Flusher flusher;
        private final Retention retention;

        private Upkeep(Flusher flusher, Retention retention) {
            this.flusher = flusher;
            this.retention = retention;
        }

        /** Takes over the log's place in the store; false while the store is away. */
        public boolean own() {
            return flusher.own();
        }

        /** Called every second. */
        public void tick() {
            flusher.tick();
        }

        /** Flushes all that was acknowledged; false when some of it is not in the store afterwards. */
        public boolean flush() {
            flusher.flush();
            return flusher.uncommitted() == 0;
        }

        /** Removes what expired; the keys that are verified to be gone, empty while the store is away. */
        public Optional<List<String>> retain() {
            return retention.run().map(Retention.Receipt::deleted);
        }

        /** Cuts that the store does not have. */
        public int uncommitted() {
            return flusher.uncommitted();
        }

        /** Why the store is not up to date. */
        public Optional<String> problem() {
            return flusher.problem();
        }

        public boolean fenced() {
            return flusher.fenced();
        }
    }
}
