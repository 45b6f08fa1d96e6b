package dev.siteedge.edge.store;

import dev.siteedge.edge.log.DataFolder;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.LogFile;
import dev.siteedge.edge.shard.Shards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store's half of a node: recovery at the start, then flush, retention,
 * compaction and erasure. {@link #openLog} and {@link #restore}
 * come first, on the opening thread; all later calls come from one thread.
 */
public final class Store {
    private final DataFolder folder;
    private final ObjectStore objects;
    private final RowTable rows;
    private final Ownership ownership;
    private final Recovery recovery;
    private final SegmentCache cache;
    private final Supplier<String> ids;
    private final Snapshots snapshots;

    /**
     * @param cacheBytes of local copies of objects
     * @param ids makes the id of a new log, and parts of others; 8 random characters or more
     */
    public Store(DataFolder folder, ObjectStore objects, RowTable rows, long cacheBytes, Supplier<String> ids) {
        this.folder = folder;
        this.objects = objects;
        this.rows = rows;
        this.ids = ids;
        this.ownership = new Ownership(objects, Recovery.OWNER, folder.manifest());
        this.recovery = new Recovery(folder, ownership, ids);
        this.snapshots = new Snapshots(folder.snapshots(), objects);
        try {
            this.cache = new SegmentCache(folder.cache(), cacheBytes, objects);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache can't be read: " + folder.cache(), e);
        }
    }

    public EventLog openLog(LogFile file) {
        return recovery.openLog(file);
    }

    /** Rebuilds the shards' state; the pending rows are in the table after the feed's next pull. */
    public Recovery.Start restore(EventLog log, Shards shards, RowFeed feed) {
        try {
            new Outbox(folder.outbox(), rows).clear();
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox can't be cleared: " + folder.outbox(), e);
        }
        return recovery.restore(log, shards, feed, rows, cache, snapshots);
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
        Replacement replacement = new Replacement(flusher, ownership, objects, cache, folder.temporary());
        Sweep sweep = new Sweep(flusher, ownership, objects);
        Retention retention = new Retention(flusher, ownership, replacement, objects, rows, clock, keeping);
        Compaction compaction = new Compaction(flusher, ownership, replacement, sweep, cache, rows, clock, keeping);
        Erasure erasure =
                new Erasure(log, flusher, ownership, replacement, sweep, objects, cache, outbox, rows, clock, ids);
        replacement.clearDrafts();
        return new Upkeep(flusher, retention, compaction, erasure, objects, log, clock, rules.upkeep());
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

    /** Flush, retention, compaction and erasure, on one thread. */
    public static final class Upkeep {
        private static final int DAYS_OVER_HOURS = 24;

        private final Flusher flusher;
        private final Retention retention;
        private final Compaction compaction;
        private final Erasure erasure;
        private final ObjectStore objects;
        private final Clock clock;
        private final Duration interval;
        private final Alarm gathering;
        private final Alarm erasing;
        private final List<Alarm> periodic;

        private Upkeep(
                Flusher flusher,
                Retention retention,
                Compaction compaction,
                Erasure erasure,
                ObjectStore objects,
                EventLog log,
                Clock clock,
                Duration interval) {
            this.flusher = flusher;
            this.retention = retention;
            this.compaction = compaction;
            this.erasure = erasure;
            this.objects = objects;
            this.clock = clock;
            Duration daily = interval.multipliedBy(DAYS_OVER_HOURS);
            Alarm retaining = new Alarm("retention", log, clock, now -> outcome(retain(), now.plus(interval)));
            this.gathering = new Alarm("gather", log, clock, now -> steps(compaction.gather(), now, interval));
            Alarm merging = new Alarm("merge", log, clock, now -> {
                Alarm.Outcome merged = steps(compaction.merge(), now, daily);
                boolean last = merged.done() && !now.equals(merged.next());
                return last && !compaction.sweep() ? Alarm.Outcome.failed() : merged;
            });
            this.interval = interval;
            this.erasing = new Alarm("erasure", log, clock, erasure::pursue);
            this.periodic = List.of(retaining, gathering, merging);
            schedule();
        }

        private static Alarm.Outcome outcome(Optional<?> done, Instant next) {
            return done.isPresent() ? Alarm.Outcome.again(next) : Alarm.Outcome.failed();
        }

        /** What is left is done at the next tick, so that flushes come in between. */
        private static Alarm.Outcome steps(Optional<Boolean> more, Instant now, Duration interval) {
            return outcome(more, more.orElse(false) ? now : now.plus(interval));
        }

        /** Again at each tick: a full disk may have no room for a new alarm. */
        private void schedule() {
            periodic.forEach(alarm -> alarm.setUnlessSet(clock.instant().plus(interval)));
        }

        /** Takes over the log's place in the store; false while the store is away. */
        public boolean own() {
            return flusher.own();
        }

        /** Called every second. */
        public void tick() {
            flusher.tick();
            schedule();
            if (!flusher.erasing().isEmpty()) {
                erasing.setUnlessSet(clock.instant());
            }
            if (compaction.isCrowded() && gathering.due().orElse(Instant.MAX).isAfter(clock.instant())) {
                gathering.set(clock.instant());
            }
            erasing.tick();
            periodic.forEach(Alarm::tick);
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

        /** Makes few large objects of many small ones, and removes what no manifest names; false while the store is away. */
        public boolean compact() {
            return all(compaction::gather) && all(compaction::merge) && compaction.sweep();
        }

        /**
         * Logs the wish to erase a site; nothing of it is shown when this returns, and what is stored goes soon.
         *
         * @return the id of the receipt, which is there when all is gone
         */
        public String erase(String site) {
            String receipt = erasure.request(site);
            erasing.set(clock.instant());
            return receipt;
        }

        /** Carries out all erasures at once; false when something is still there. */
        public boolean pursueErasures() {
            Alarm.Outcome outcome;
            do {
                outcome = erasure.pursue(clock.instant());
            } while (outcome.done() && outcome.next() != null);
            return outcome.done();
        }

        /**
         * What was erased or expired; for any thread.
         *
         * @return JSON; empty when there is no such receipt
         * @throws StoreUnavailableException when the store does not answer
         */
        public Optional<byte[]> receipt(String id) {
            return objects.get(Erasure.key(id)).map(ObjectStore.StoredObject::bytes);
        }

        /** Whether the receipt is still to come; for any thread. */
        public boolean isErasing(String receipt) {
            return erasure.isOpen(receipt);
        }

        private static boolean all(Supplier<Optional<Boolean>> step) {
            Optional<Boolean> more;
            do {
                more = step.get();
            } while (more.orElse(false));
            return more.isPresent();
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
