package dev.siteedge.edge.store;

import dev.siteedge.edge.log.Cut;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.shard.StateSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows into the store: log the cut → write the object to the outbox → put it if absent → swap the manifest, which
 * is the commit → trim the log. Every step can be repeated: a crash after any of them repeats the rest from the log and
 * the manifest. While the store is away, cuts and outbox go on. All methods run on one thread.
 */
final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
    private static final Pattern EPOCH = Pattern.compile("^(?:l0/[^/]+/|v1/[^/]+/[^/]+/\\w+-)(\\d{1,18})-");

    private final EventLog log;
    private final RowFeed feed;
    private final RowTable rows;
    private final ObjectStore store;
    private final Ownership ownership;
    private final Outbox outbox;
    private final SegmentCache cache;
    private final CurrentView view;
    private final Clock clock;
    private final Recovery.Start start;
    private final Erasures erasures;
    private final StoreLink link;
    private final Cuts cuts;
    private final SnapshotUpkeep snapshots;
    private final Deque<Outbox.Parcel> parcels = new ArrayDeque<>();
    /** In the manifest, and still in the log and the outbox. */
    private final Deque<Outbox.Parcel> committed = new ArrayDeque<>();

    private long lastSwapMillis;
    private volatile List<Erasing> lastErasing;
    private volatile int uncommitted;

    Flusher(
            EventLog log,
            RowFeed feed,
            RowTable rows,
            ObjectStore store,
            Ownership ownership,
            Outbox outbox,
            SegmentCache cache,
            CurrentView view,
            FlushRules rules,
            Clock clock,
            FailStop failStop,
            Recovery.Start start,
            Snapshots snapshots,
            Supplier<StateSnapshot> state) {
        this.log = log;
        this.feed = feed;
        this.rows = rows;
        this.store = store;
        this.ownership = ownership;
        this.outbox = outbox;
        this.cache = cache;
        this.view = view;
        this.clock = clock;
        this.start = start;
        this.link = new StoreLink(clock, failStop);
        this.cuts = new Cuts(log, rows, rules, clock, link, start);
        this.snapshots = new SnapshotUpkeep(snapshots, state, store, clock, link);
        this.erasures = new Erasures(start.erasures());
        this.lastErasing = erasures.open(Optional.of(start.manifest()));
    }

    /** Called every second: moves rows on, cuts when due, and pushes unless it is too soon. */
    void tick() {
        Shards.Drained drained = feed.pull();
        if (cuts.isDue(drained)) {
            if (cuts.isBehind(drained) && snapshots.isDue(drained, ownership.owns() && namesSnapshot())) {
                snapshots.take(drained);
            }
            cuts.cut(feed.pull(), epochOfCuts());
        }
        pack();
        if (!link.isPaused() && StoreLink.isOver(clock, FlushRules.SPACING, lastSwapMillis)) {
            if (ownership.owns()) {
                push();
            } else {
                // A manifest write of its own: the first push waits for the next turn.
                own();
            }
        }
    }

    /** Flushes everything that was acknowledged before the call, at once. */
    void flush() {
        Shards.Drained drained = feed.pull();
        if (drained.through() > snapshotAt()) {
            snapshots.take(drained);
        }
        cuts.cut(feed.pull(), epochOfCuts());
        pack();
        push();
    }

    /**
     * Brings manifest and snapshot past a position, also when no row is to be stored, and deletes older snapshots. What is
     * acknowledged meanwhile comes along.
     *
     * @return false when that was not possible now
     */
    boolean pass(long position) {
        if (own() && isPast(position)) {
            return true;
        }
        snapshots.take(feed.pull());
        Shards.Drained drained = feed.pull();
        if (cuts.isBehind(drained)) {
            cuts.log(drained, epochOfCuts());
        }
        pack();
        push();
        if (!cuts.isBehind(drained) && own() && parcels.isEmpty()) {
            if (ownership.manifest().position() < drained.through() || snapshots.isWaiting()) {
                reach(() -> commit(
                        List.of(),
                        Math.max(drained.through(), ownership.manifest().position())));
            }
            clearAway();
            return isPast(position);
        }
        return false;
    }

    private boolean isPast(long position) {
        Manifest manifest = ownership.manifest();
        return manifest.position() >= position && manifest.snapshotPosition() >= position && !snapshots.hasObsolete();
    }

    /** From now on the site's rows up to the wish are not shown. */
    void add(Erasing wish) {
        erasures.add(wish);
        lastErasing = List.copyOf(erasing());
        view.set(view.get().withErased(Erasures.bySite(lastErasing)));
    }

    /** Removes the rows that no object has yet. */
    void eraseRows(Erasing wish) {
        feed.pull();
        rows.erase(wish.site(), wish.position());
    }

    /** The same, perhaps a moment ago; for any thread. */
    List<Erasing> lastErasing() {
        return lastErasing;
    }

    /** Erasures that are not done, the oldest first. */
    List<Erasing> erasing() {
        return erasures.open(Optional.of(ownership.owns() ? ownership.manifest() : start.manifest()));
    }

    /** Becomes the owner of the log's place in the store; false while the store is away. */
    boolean own() {
        if (link.isFenced()) {
            return false;
        }
        if (ownership.owns() && !ownership.isDoubtful()) {
            return true;
        }
        return reach(ownership.owns() ? () -> publish(ownership.settle()) : this::take);
    }

    private void take() {
        refuseWhatWasFoldedBlindly();
        Manifest manifest = ownership.take(start.manifest(), start.tenures().current(), start::check);
        lastSwapMillis = clock.millis();
        LOG.info("owns {} from epoch {} on, position {}", store, manifest.epoch(), manifest.position());
        publish(manifest);
        snapshots.findObsolete();
    }

    /**
     * Without what the store has of the last hours a copy of a stored event counts again. Nothing of it is committed:
     * once the store answers, the next start folds the same log with all of it.
     */
    private void refuseWhatWasFoldedBlindly() {
        for (Segment segment : start.manifest().files()) {
            if (start.missing().contains(segment.key()) && cache.file(segment).isPresent()) {
                throw new FencedException(
                        "the store is back, and had events that this start went without; restart, and they are known");
            }
        }
    }

    /** Replaces the manifest; only while owned and within {@link #reach}. */
    void swapNow(Manifest next) {
        publish(ownership.swap(erasures.listIn(next)));
        lastSwapMillis = clock.millis();
    }

    /** Runs what needs the store; false, and later tries wait, when the store is away or another process owns the log. */
    boolean reach(Runnable call) {
        return link.reach(call);
    }

    /** Cuts that the store does not have. */
    int uncommitted() {
        return uncommitted;
    }

    Optional<String> problem() {
        return link.problem();
    }

    boolean fenced() {
        return link.isFenced();
    }

    private boolean namesSnapshot() {
        return ownership.manifest().snapshot() != null;
    }

    /** The position of the last snapshot, in the manifest or not; 0 without one. */
    private long snapshotAt() {
        long named = ownership.owns() ? ownership.manifest().snapshotPosition() : 0;
        return Math.max(named, snapshots.position());
    }

    private long epochOfCuts() {
        return ownership.owns() ? ownership.manifest().epoch() : 0;
    }

    /** Writes the files of all cuts; from then on the rows are read from there. */
    private void pack() {
        for (Cut cut = cuts.peek(); cut != null; cut = cuts.peek()) {
            Optional<Outbox.Parcel> parcel = outbox.write(cut);
            View before = view.get();
            Map<Segment, Path> waiting = new HashMap<>(before.outbox());
            parcel.ifPresent(made -> {
                parcels.add(made);
                waiting.put(made.draft(), made.file());
            });
            view.set(new View(before.files(), waiting, cut.to(), before.unknown(), before.erased()));
            // Before anything that may fail: a cut that is packed twice is stored twice.
            cuts.removeFirst();
            rows.forget(cut.to());
        }
        uncommitted = parcels.size();
    }

    private void push() {
        if (!own()) {
            return;
        }
        finish();
        if (parcels.isEmpty()) {
            return;
        }
        List<Outbox.Parcel> group = List.copyOf(parcels);
        List<Segment> segments = new ArrayList<>();
        long epoch = ownership.manifest().epoch();
        boolean stored = reach(() -> group.forEach(parcel -> segments.add(put(parcel, epoch))));
        if (!stored) {
            return;
        }
        long position = group.get(group.size() - 1).cut().to();
        for (int i = 0; i < group.size(); i++) {
            adopt(segments.get(i), group.get(i).file());
        }
        if (reach(() -> commit(segments, position))) {
            finish();
        }
    }

    private void commit(List<Segment> segments, long position) {
        Manifest before = ownership.manifest();
        Manifest next = snapshots.nameIn(before.withMore(segments, position));
        swapNow(next);
        snapshots.named(before, next);
    }

    private Segment put(Outbox.Parcel parcel, long epoch) {
        Segment segment = parcel.under(key(parcel.cut(), epoch));
        byte[] bytes = read(parcel.file());
        if (store.putIfAbsent(segment.key(), bytes).isEmpty()) {
            String there = store.head(segment.key())
                    .map(ObjectStore.ObjectFacts::sha256)
                    .orElse("");
            if (!there.equals(segment.sha256())) {
                throw new FencedException("another process wrote " + segment.key() + " in " + store);
            }
        }
        return segment;
    }

    /** Reads go to the manifest's files from now on, and to the outbox only for what is not among them. */
    private void publish(Manifest manifest) {
        View before = view.get();
        Map<Segment, Path> waiting = new HashMap<>(before.outbox());
        waiting.keySet().removeIf(segment -> segment.to() <= manifest.position());
        erasures.committed(manifest);
        lastErasing = erasures.open(Optional.of(manifest));
        view.set(new View(
                manifest.files(),
                waiting,
                Math.max(before.above(), manifest.position()),
                List.of(),
                Erasures.bySite(lastErasing)));
        for (Outbox.Parcel parcel : List.copyOf(parcels)) {
            if (parcel.cut().to() <= manifest.position()) {
                parcels.remove(parcel);
                committed.add(parcel);
            }
        }
        cuts.removeThrough(manifest.position());
        uncommitted = cuts.size() + parcels.size();
    }

    /** Clears away what is in the manifest now. */
    private void finish() {
        if (!committed.isEmpty()) {
            clearAway();
        }
    }

    private void clearAway() {
        long position = ownership.manifest().position();
        log.note(Recovery.COMMITTED, Long.toString(position));
        log.trim(Math.min(position, ownership.manifest().snapshotPosition())).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("the log keeps what is in the store until the next flush: {}", failure.getMessage());
            }
        });
        for (Outbox.Parcel parcel = committed.poll(); parcel != null; parcel = committed.poll()) {
            cache.discard(parcel.file());
            deleteOrphans(parcel.cut());
        }
        snapshots.deleteObsolete(ownership.manifest());
    }

    /** What earlier processes put of a cut and did not commit: no manifest names it, so nothing else would find it. */
    private void deleteOrphans(Cut cut) {
        boolean inherited = start.cuts().stream().anyMatch(earlier -> earlier.to() == cut.to());
        long epoch = ownership.manifest().epoch();
        long first =
                cut.epoch() > 0 ? cut.epoch() : Math.max(1, start.manifest().lastCommittedEpoch());
        for (long before = first; inherited && before < epoch; before++) {
            String key = key(cut, before);
            // It is no orphan when an earlier process's last swap happened and only its answer was lost.
            boolean orphan = ownership.manifest().files().stream()
                    .noneMatch(segment -> segment.key().equals(key));
            if (orphan && !reach(() -> store.delete(key))) {
                return;
            }
        }
    }

    private void adopt(Segment segment, Path file) {
        try {
            cache.adopt(segment, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache can't be written: " + segment.fileName(), e);
        }
    }

    static String key(Cut cut, long epoch) {
        return "l0/" + Recovery.OWNER + "/" + epoch + "-" + cut.from() + "-" + cut.to() + ".parquet";
    }

    /** The epoch in a key that {@link #key} made, perhaps with a suffix, or compaction; 0 for any other. */
    static long epoch(String key) {
        Matcher found = EPOCH.matcher(key);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox can't be read: " + file, e);
        }
    }
}
