package dev.siteedge.edge.store;

import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Cut;
import dev.siteedge.edge.log.DataFolder;
import dev.siteedge.edge.log.DataFolderException;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.LogFile;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import java.nio.file.Path;
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
 * Finds out where a log goes on and rebuilds the state: stored rows up to the manifest's position, then the log's tail.
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

    /** Of the log's tail on their way to the table. */
    private static final int ROWS_AT_ONCE = 10_000;

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
     * @param tenures of this log, the running process last
     */
    public record Start(
            Manifest manifest,
            View view,
            List<Cut> cuts,
            long nextFrom,
            List<String> missing,
            boolean verified,
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
        long received = stored.map(Manifest::files).orElse(List.of()).stream()
                .mapToLong(Segment::maxReceived)
                .max()
                .orElse(0);
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

    /** Rebuilds the state of the shards and fills the table with the rows that no object has. */
    Start restore(EventLog log, Shards shards, RowTable rows, SegmentCache cache) {
        Manifest manifest = manifest(log);
        List<String> missing = restoreStored(manifest, oldestTail(log, manifest), shards, rows, cache);
        if (isUnknown()) {
            missing.add(ownership.key());
        }
        List<Cut> cuts = new ArrayList<>();
        List<Row> folded = new ArrayList<>();
        log.read(manifest.position() + 1, batch -> {
            folded.addAll(shards.replay(batch));
            if (folded.size() >= ROWS_AT_ONCE) {
                rows.append(folded);
                folded.clear();
            }
            cuts(batch, manifest.position(), cuts);
        });
        if (!folded.isEmpty()) {
            rows.append(folded);
        }
        long nextFrom = cuts.isEmpty()
                ? manifest.position() + 1
                : cuts.get(cuts.size() - 1).to() + 1;
        View view = new View(
                manifest.files(), Map.of(), manifest.position(), isUnknown() ? List.of(ownership.key()) : List.of());
        return new Start(manifest, view, cuts, nextFrom, missing, reachable, Tenures.of(log));
    }

    /** Neither the store nor an earlier start could say what the store holds. */
    private boolean isUnknown() {
        return !reachable && ownership.local().isEmpty();
    }

    private Manifest manifest(EventLog log) {
        Optional<Manifest> known = reachable ? stored : ownership.local();
        return known.orElseGet(() -> Manifest.empty(Tenures.of(log).current(), committed(log)));
    }

    /** When the first event that the store lacks was received; events of an older log may be older than stored ones. */
    private static long oldestTail(EventLog log, Manifest manifest) {
        long[] oldest = {Long.MAX_VALUE};
        log.read(manifest.position() + 1, batch -> oldest[0] = Math.min(oldest[0], batch.received()));
        return oldest[0];
    }

    private static List<String> restoreStored(
            Manifest manifest, long oldestTail, Shards shards, RowTable rows, SegmentCache cache) {
        long newest =
                manifest.files().stream().mapToLong(Segment::maxReceived).max().orElse(0);
        long since = Math.min(newest, oldestTail) - VISITS_MILLIS;
        List<String> missing = new ArrayList<>();
        for (Segment segment : manifest.files()) {
            try (SegmentCache.Reading reading = cache.read()) {
                Optional<Path> file = cache.file(segment);
                if (file.isPresent()) {
                    rows.read(file.get(), since, row -> shards.restore(row, since));
                } else {
                    missing.add(segment.key());
                }
            } catch (StoreUnavailableException e) {
                missing.add(segment.key());
            }
        }
        return missing;
    }

    private static void cuts(Batch batch, long position, List<Cut> cuts) {
        for (Batch.Logged logged : batch.entries()) {
            if (logged.entry() instanceof Cut cut && cut.to() > position) {
                cuts.add(cut);
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
