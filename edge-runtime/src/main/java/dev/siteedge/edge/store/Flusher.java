package dev.siteedge.edge.store;

import dev.siteedge.edge.log.Cut;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.LogFullException;
import dev.siteedge.edge.shard.Shards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows into the store: log the cut → write the object to the outbox → put it if absent → swap the manifest, which
 * is the commit → trim the log. Every step can be repeated: a crash after any of them repeats the rest from the log and
 * the manifest. While the store is away, cuts and outbox go on. All methods run on one thread.
 */
final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final EventLog log;
    private final RowFeed feed;
    private final RowTable rows;
    private final ObjectStore store;
    private final Ownership ownership;
    private final Outbox outbox;
    private final SegmentCache cache;
    private final CurrentView view;
    private final FlushRules rules;
    private final Clock clock;
    private final FailStop failStop;
    private final Recovery.Start start;

    private final Deque<Cut> cuts = new ArrayDeque<>();
    private final Deque<Outbox.Parcel> parcels = new ArrayDeque<>();
    private long nextFrom;
    private long lastCutMillis;
    private long bytesAtCut;
    private long lastSwapMillis;
    private long retryAtMillis;
    private Duration backoff = FlushRules.FIRST_RETRY;
    private volatile @Nullable String problem;
    private volatile boolean fenced;
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
            Recovery.Start start) {
        this.log = log;
        this.feed = feed;
        this.rows = rows;
        this.store = store;
        this.ownership = ownership;
        this.outbox = outbox;
        this.cache = cache;
        this.view = view;
        this.rules = rules;
        this.clock = clock;
        this.failStop = failStop;
        this.start = start;
        this.cuts.addAll(start.cuts());
        this.nextFrom = start.nextFrom();
        this.lastCutMillis = clock.millis();
    }

    /** Called every second: moves rows on, cuts when due, and pushes unless it is too soon. */
    void tick() {
        Shards.Drained drained = feed.pull();
        if (isDue(drained)) {
            cut(drained);
        }
        pack();
        long now = clock.millis();
        if (now >= retryAtMillis && now >= lastSwapMillis + FlushRules.SPACING.toMillis()) {
            push();
        }
    }

    /** Flushes everything that was acknowledged before the call, at once. */
    void flush() {
        cut(feed.pull());
        pack();
        push();
    }

    /** Becomes the owner of the log's place in the store; false while the store is away. */
    boolean own() {
        if (fenced) {
            return false;
        }
        if (ownership.owns()) {
            return true;
        }
        return reach(() -> {
            Manifest manifest = ownership.take(start.manifest(), start::check);
            log.note(Recovery.UNVERIFIED, "");
            LOG.info("owns {} from epoch {} on, position {}", store, manifest.epoch(), manifest.position());
            publish(manifest);
        });
    }

    /** Replaces the manifest; only while owned and within {@link #reach}. */
    void swapNow(Manifest next) {
        publish(ownership.swap(next));
        lastSwapMillis = clock.millis();
    }

    /** Runs what needs the store; false, and later tries wait, when the store is away or another process owns the log. */
    boolean reach(Runnable call) {
        try {
            call.run();
            problem = null;
            backoff = FlushRules.FIRST_RETRY;
            return true;
        } catch (StoreUnavailableException e) {
            if (problem == null) {
                LOG.warn("the store is away, collecting goes on: {}", e.getMessage());
            }
            problem = String.valueOf(e.getMessage());
            retryAtMillis = clock.millis() + backoff.toMillis();
            backoff = backoff.multipliedBy(2).compareTo(FlushRules.LAST_RETRY) > 0
                    ? FlushRules.LAST_RETRY
                    : backoff.multipliedBy(2);
        } catch (FencedException e) {
            fenced = true;
            problem = String.valueOf(e.getMessage());
            failStop.stop(problem, null);
        }
        return false;
    }

    /** Cuts that the store does not have. */
    int uncommitted() {
        return uncommitted;
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    boolean fenced() {
        return fenced;
    }

    private boolean isDue(Shards.Drained drained) {
        return drained.bytes() - bytesAtCut >= rules.bytes()
                || clock.millis() - lastCutMillis >= rules.interval().toMillis();
    }

    private void cut(Shards.Drained drained) {
        lastCutMillis = clock.millis();
        bytesAtCut = drained.bytes();
        if (drained.through() < nextFrom || !rows.hasRows(nextFrom, drained.through())) {
            return;
        }
        long epoch = ownership.owns() ? ownership.manifest().epoch() : 0;
        Cut cut = new Cut(nextFrom, drained.through(), epoch);
        try {
            log.append(List.of(cut)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogFullException) {
                problem = String.valueOf(e.getCause().getMessage());
                return;
            }
            throw e;
        }
        cuts.add(cut);
        nextFrom = cut.to() + 1;
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
            view.set(new View(before.files(), waiting, cut.to()));
            rows.forget(cut.to());
            cuts.remove();
        }
        uncommitted = parcels.size();
    }

    private void push() {
        if (!own() || parcels.isEmpty()) {
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
        if (reach(() -> swapNow(ownership.manifest().withMore(segments, position)))) {
            finish(group, epoch, position);
        }
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
        view.set(new View(manifest.files(), waiting, Math.max(before.above(), manifest.position())));
        parcels.removeIf(parcel -> parcel.cut().to() <= manifest.position());
        cuts.removeIf(cut -> cut.to() <= manifest.position());
        uncommitted = cuts.size() + parcels.size();
    }

    private void finish(List<Outbox.Parcel> group, long epoch, long position) {
        log.note(Recovery.COMMITTED, Long.toString(position));
        log.trim(position);
        for (Outbox.Parcel parcel : group) {
            cache.discard(parcel.file());
            long before = parcel.cut().epoch();
            if (before > 0 && before != epoch) {
                // Perhaps put by the process that made the cut, and in no manifest since it did not commit.
                reach(() -> store.delete(key(parcel.cut(), before)));
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

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox can't be read: " + file, e);
        }
    }
}
