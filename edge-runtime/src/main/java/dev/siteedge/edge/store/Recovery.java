package dev.siteedge.edge.store;

import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Cut;
import dev.siteedge.edge.log.DataFolder;
import dev.siteedge.edge.log.DataFolderException;
import dev.siteedge.edge.log.Erased;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.LogFile;
import dev.siteedge.edge.log.LogSuccession;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.shard.StateSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where a log goes on and rebuilds the state: the last snapshot, then the log from there on. Where the log
 * does not go back so far (an empty folder, a new log), stored rows up to the manifest's position come in between.
 *
 * <p>The log goes on as it is when the store's manifest names it and ends inside of it. Otherwise (an empty folder, a
 * restored backup, another folder that took over meanwhile) a new log starts behind the manifest's position and takes
 * the events along that only this folder has, so that no position is ever given twice.
 */
public final class Recovery {
    /** Whose log this is: the one of a single node. */
    public static final String OWNER = "local";

    /** How far this folder committed. */
    static final String COMMITTED = "committed";

    /** Sessions end after 30 minutes and ids are remembered for an hour; the rest is slack for what is raised later. */
    private static final long VISITS_MILLIS = 2 * 3_600_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * Where flushing goes on.
     *
     * @param manifest what to start from when the store has none
     * @param view what readers see first
     * @param cuts logged and not committed, in order
     * @param nextFrom the first position that no cut covers
     * @param missing objects that could not be read: counts of experiments lack them
     * @param verified the store's manifest was seen
     * @param erasures logged, and not in the manifest
     * @param tenures of this log, the running process last
     */
    public record Start(
            Manifest manifest,
            View view,
            List<Cut> cuts,
            long nextFrom,
            List<String> missing,
            boolean verified,
            List<Erasing> erasures,
            Tenures tenures) {
        /** Refuses to take over a manifest that went on without this folder. */
        void check(Manifest current) {
            boolean same = current.position() == manifest.position();
            boolean ours = current.position()
                            <= tenures.lastOf(current.logId(), Long.MAX_VALUE).orElse(-1)
                    && (same || isCut(current.position()));
            if (verified ? !same : !ours) {
                throw new FencedException(
                        "the store went on without this data folder; restart, and it will go on behind the store");
            }
        }

        private boolean isCut(long position) {
            return cuts.stream().anyMatch(cut -> cut.to() == position);
        }
    }

    private final DataFolder folder;
    private final Ownership ownership;
    private final Supplier<String> ids;
    private final Optional<Manifest> stored;
    private final boolean reachable;

    /** @param ids makes the id of a new log */
    Recovery(DataFolder folder, Ownership ownership, Supplier<String> ids) {
        this.folder = folder;
        this.ownership = ownership;
        this.ids = ids;
        Optional<Manifest> found = Optional.empty();
        boolean answered = true;
        try {
            found = ownership.fetch();
        } catch (StoreUnavailableException e) {
            LOG.warn("starting without the store: {}", e.getMessage());
            answered = false;
        }
        this.stored = found;
        this.reachable = answered;
    }

    EventLog openLog(LogFile file) {
        boolean fresh = !file.exists();
        if (fresh && !reachable) {
            LOG.warn(
                    "{} is new and the store is away: should it turn out to hold another log, this process stops, and"
                            + " the next one goes on behind it",
                    folder);
        }
        EventLog log = openBehindTheStore(file);
        String seen = stored.map(Manifest::logId).orElse("");
        Tenures tenures = Tenures.of(log).succeededBy(ids.get(), log.nextPosition(), seen);
        try {
            log.note(Tenures.NOTE, tenures.note()).join();
        } catch (CompletionException e) {
            log.close();
            throw new DataFolderException("The log can't be written: " + folder + " (" + e.getMessage()
                    + "). Make room on its disk, or name another folder.");
        }
        stored.ifPresent(ownership::remember);
        return log;
    }

    private EventLog openBehindTheStore(LogFile file) {
        long start = stored.map(Manifest::position).orElse(0L) + 1;
        long received = stored.map(Recovery::lastReceived).orElse(0L);
        EventLog log = file.open(ids.get(), start, received);
        Optional<Long> keepFrom = stored.flatMap(manifest -> onlyHereFrom(log, manifest));
        if (keepFrom.isEmpty()) {
            return log;
        }
        log.close();
        long kept = file.succeed(ids.get(), start, received, keepFrom.get());
        LOG.warn(
                "{} is not where the store goes on; a new log starts at {} with {} events of the old one",
                folder,
                start,
                kept);
        return file.open(ids.get(), start, received);
    }

    /** A new log's clock begins here: no stored event happened later, and none in the snapshot was received later. */
    private static long lastReceived(Manifest manifest) {
        long newest =
                manifest.files().stream().mapToLong(Segment::maxTime).max().orElse(0);
        return Math.max(newest, manifest.snapshotReceived());
    }

    /** Rebuilds the state of the shards and fills the table with the rows that no object has. */
    Start restore(EventLog log, Shards shards, RowFeed feed, RowTable rows, SegmentCache cache, Snapshots snapshots) {
        Manifest manifest = manifest(log);
        List<String> missing = new ArrayList<>();
        if (isUnknown(log, manifest)) {
            missing.add(ownership.key());
        }
        long folded = restoreSnapshot(manifest, shards, snapshots, missing);
        if (log.firstPosition() > folded + 1) {
            eraseUnlogged(manifest, folded, shards);
            restoreStored(manifest, folded, shards, rows, cache, missing);
            folded = manifest.position();
        }
        restoreIds(log, manifest, folded, shards, rows, cache, missing);
        List<Erasing> erasures = new ArrayList<>();
        List<Cut> cuts = replay(log, folded + 1, manifest.position(), shards, feed, erasures);
        List<Erasing> open = new Erasures(erasures).open(Optional.of(manifest));
        if (!open.isEmpty()) {
            feed.moveWaiting();
            open.forEach(wish -> rows.erase(wish.site(), wish.position()));
        }
        long nextFrom = cuts.isEmpty()
                ? manifest.position() + 1
                : cuts.get(cuts.size() - 1).to() + 1;
        View view = new View(
                manifest.files(),
                Map.of(),
                manifest.position(),
                isUnknown(log, manifest) ? List.of(ownership.key()) : List.of(),
                Erasures.bySite(open));
        return new Start(manifest, view, cuts, nextFrom, missing, reachable, erasures, Tenures.of(log));
    }

    /** The log does not go back to these, so no replay applies them to the state of the snapshot. */
    private static void eraseUnlogged(Manifest manifest, long folded, Shards shards) {
        manifest.erasing().stream().filter(wish -> wish.position() > folded).forEach(wish -> shards.erase(wish.site()));
    }

    /**
     * Folds what is logged; rows go to the table when no object has them. Returns the cuts that are not committed, and adds
     * erasures that are not in the manifest.
     */
    private static List<Cut> replay(
            EventLog log, long from, long stored, Shards shards, RowFeed feed, List<Erasing> erasures) {
        List<Cut> cuts = new ArrayList<>();
        List<Row> folded = new ArrayList<>();
        log.read(from, batch -> {
            for (Row row : shards.replay(batch)) {
                if (row.position() > stored) {
                    folded.add(row);
                }
            }
            while (folded.size() >= RowFeed.RECOVERED_ROWS) {
                List<Row> some = folded.subList(0, RowFeed.RECOVERED_ROWS);
                feed.recovered(List.copyOf(some));
                some.clear();
            }
            cuts(batch, stored, cuts);
            erasures(batch, stored, erasures);
        });
        if (!folded.isEmpty()) {
            feed.recovered(folded);
        }
        return cuts;
    }

    /** Returns the position that the state is at then; 0 without a snapshot. */
    private static long restoreSnapshot(Manifest manifest, Shards shards, Snapshots snapshots, List<String> missing) {
        String key = manifest.snapshot();
        if (key == null) {
            return 0;
        }
        Optional<StateSnapshot> snapshot = Optional.empty();
        try {
            snapshot = snapshots.load(key);
        } catch (StoreUnavailableException e) {
            LOG.warn("{} can't be fetched: {}", key, e.getMessage());
        }
        if (snapshot.isEmpty()) {
            missing.add(key);
            return 0;
        }
        shards.restore(snapshot.get());
        return snapshot.get().position();
    }

    /** Neither the store nor an earlier start could say what the store holds, or the log goes on behind what it said. */
    private boolean isUnknown(EventLog log, Manifest manifest) {
        return !reachable && (ownership.local().isEmpty() || log.firstPosition() > manifest.position() + 1);
    }

    private Manifest manifest(EventLog log) {
        Optional<Manifest> known = reachable ? stored : ownership.local();
        return known.orElseGet(() -> Manifest.empty(Tenures.of(log).current(), committed(log)));
    }

    /** Takes over the stored rows above a position. */
    private static void restoreStored(
            Manifest manifest, long above, Shards shards, RowTable rows, SegmentCache cache, List<String> missing) {
        // An event's time is never after it was received: looking back from it finds all that was received lately.
        long newest =
                manifest.files().stream().mapToLong(Segment::maxTime).max().orElse(0);
        List<Segment> later = manifest.files().stream()
                .filter(segment -> segment.to() > above)
                .toList();
        for (List<Segment> together : SegmentGroups.inOrder(later)) {
            try (SegmentCache.Reading reading = cache.read()) {
                List<Path> files = files(together, cache, missing);
                if (!files.isEmpty()) {
                    rows.read(files, newest - VISITS_MILLIS, row -> {
                        if (row.position() > above && !isErased(row, manifest)) {
                            shards.restore(row);
                        }
                    });
                }
            }
        }
    }

    /**
     * Events that came along from an older log may have copies among what was stored at their time, long before what else
     * is looked at.
     *
     * @param folded events above are still to be folded, also when the store has their rows
     */
    private static void restoreIds(
            EventLog log,
            Manifest manifest,
            long folded,
            Shards shards,
            RowTable rows,
            SegmentCache cache,
            List<String> missing) {
        OptionalLong oldest = LogSuccession.keptSince(log, folded);
        if (oldest.isEmpty()) {
            return;
        }
        long since = oldest.getAsLong() - VISITS_MILLIS;
        for (List<Segment> together : SegmentGroups.inOrder(manifest.files())) {
            try (SegmentCache.Reading reading = cache.read()) {
                List<Path> files = files(together, cache, missing);
                if (!files.isEmpty()) {
                    rows.read(files, since, row -> {
                        if (row.position() <= folded && row.received() >= since && !isErased(row, manifest)) {
                            shards.restoreId(row);
                        }
                    });
                }
            }
        }
    }

    private static boolean isErased(Row row, Manifest manifest) {
        return manifest.erasing().stream()
                .anyMatch(wish -> wish.covers(row.event().site(), row.position()));
    }

    private static List<Path> files(List<Segment> segments, SegmentCache cache, List<String> missing) {
        List<Path> files = new ArrayList<>();
        for (Segment segment : segments) {
            try {
                cache.file(segment).ifPresentOrElse(files::add, () -> missing.add(segment.key()));
            } catch (StoreUnavailableException e) {
                missing.add(segment.key());
            }
        }
        return files;
    }

    private static void cuts(Batch batch, long position, List<Cut> cuts) {
        for (Batch.Logged logged : batch.entries()) {
            if (logged.entry() instanceof Cut cut && cut.to() > position) {
                cuts.add(cut);
            }
        }
    }

    private static void erasures(Batch batch, long position, List<Erasing> erasures) {
        for (Batch.Logged logged : batch.entries()) {
            if (logged.entry() instanceof Erased erased && logged.position() > position) {
                String requested = Instant.ofEpochMilli(batch.received()).toString();
                erasures.add(Erasing.of(erased.site(), erased.receipt(), logged.position(), requested));
            }
        }
    }

    /** From which position on this folder has events that the store lacks and can't place; empty when all fits. */
    private static Optional<Long> onlyHereFrom(EventLog log, Manifest manifest) {
        Tenures tenures = Tenures.of(log);
        OptionalLong last = tenures.lastOf(manifest.logId(), log.nextPosition());
        if (last.isPresent()) {
            // What another copy of this folder gave the same name and positions to is not this folder's.
            return manifest.position() <= last.getAsLong() ? Optional.empty() : Optional.of(last.getAsLong() + 1);
        }
        boolean untouched = log.nextPosition() == manifest.position() + 1 && log.bytes() == 0 && committed(log) == 0;
        return untouched ? Optional.empty() : Optional.of(stored(log, tenures, manifest) + 1);
    }

    /** Up to which position the store has of this log what it has, though others own its place now. */
    private static long stored(EventLog log, Tenures tenures, Manifest manifest) {
        return manifest.before().stream()
                .filter(owner -> tenures.include(owner.logId()))
                .mapToLong(owner -> Math.min(
                        owner.position(),
                        tenures.lastOf(owner.logId(), log.nextPosition()).orElse(0)))
                .max()
                .orElseGet(() -> lastCommitted(log, manifest));
    }

    /** Also counts a commit that was not noted before a crash: its object's key is in the manifest. */
    private static long lastCommitted(EventLog log, Manifest manifest) {
        long[] last = {committed(log)};
        List<String> keys = manifest.files().stream().map(Segment::key).toList();
        log.read(1, batch -> {
            for (Batch.Logged logged : batch.entries()) {
                if (logged.entry() instanceof Cut cut && keys.contains(Flusher.key(cut, cut.epoch()))) {
                    last[0] = Math.max(last[0], cut.to());
                }
            }
        });
        return last[0];
    }

    private static long committed(EventLog log) {
        String noted = log.note(COMMITTED);
        return noted.isEmpty() ? 0 : Long.parseLong(noted);
    }
}
