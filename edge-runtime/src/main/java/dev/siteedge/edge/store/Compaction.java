package dev.siteedge.edge.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes few large objects of many small ones: {@link #gather} moves what was flushed into files of one site and one day,
 * {@link #merge} makes one file of a day that is over. So the manifest names no more than what was flushed in an hour,
 * {@link #MAX_PER_DAY} files for each site's day that goes on, and for each day that is over one file, or one for each
 * 32 MiB of it. Work is done in steps that each read at most {@link #MAX_FILES} files and about {@link #MAX_BYTES}, and
 * commit by one swap of the manifest; what a crash leaves behind is repeated or swept. On the flush thread.
 */
final class Compaction {
    static final int MAX_FILES = 64;
    static final long MAX_BYTES = 64L << 20;
    /** So many flushed objects are gathered without waiting for the hour. */
    static final int CROWD = 256;
    /** So many files of one day are merged although the day goes on. */
    static final int MAX_PER_DAY = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private final Flusher flusher;
    private final Ownership ownership;
    private final Replacement replacement;
    private final Sweep sweep;
    private final SegmentCache cache;
    private final RowTable rows;
    private final Clock clock;
    private final Store.Keeping keeping;

    Compaction(
            Flusher flusher,
            Ownership ownership,
            Replacement replacement,
            Sweep sweep,
            SegmentCache cache,
            RowTable rows,
            Clock clock,
            Store.Keeping keeping) {
        this.flusher = flusher;
        this.ownership = ownership;
        this.replacement = replacement;
        this.sweep = sweep;
        this.cache = cache;
        this.rows = rows;
        this.clock = clock;
        this.keeping = keeping;
    }

    /** Whether there is so much that it should not wait. */
    boolean isCrowded() {
        return ownership.owns()
                && ownership.manifest().files().stream()
                                .filter(file -> file.partition() == null)
                                .count()
                        >= CROWD;
    }

    /** One step of sorting what was flushed by site and day; whether there is more, empty while the store is away. */
    Optional<Boolean> gather() {
        return step(this::flushed);
    }

    /** One step of merging days that are over; whether there is more, empty while the store is away. */
    Optional<Boolean> merge() {
        return step(this::mergeable);
    }

    /** Removes what no manifest names; false while the store is away. */
    boolean sweep() {
        return flusher.own()
                && flusher.reach(() -> {
                    sweep.run();
                    replacement.forget(replacement.delete());
                });
    }

    /** @param candidates all that there is to do, each list to be replaced as a whole */
    private Optional<Boolean> step(Supplier<List<List<Segment>>> candidates) {
        List<List<Segment>> left = new ArrayList<>();
        boolean done = flusher.own()
                && flusher.reach(() -> {
                    List<List<Segment>> all = candidates.get();
                    List<List<Segment>> now = some(all);
                    if (replace(now.stream().flatMap(List::stream).toList())) {
                        left.addAll(all.subList(now.size(), all.size()));
                    }
                });
        return done ? Optional.of(!left.isEmpty()) : Optional.empty();
    }

    /** As many as one step takes, at least one. */
    private static List<List<Segment>> some(List<List<Segment>> all) {
        int files = 0;
        long bytes = 0;
        for (int taken = 0; taken < all.size(); taken++) {
            files += all.get(taken).size();
            bytes += all.get(taken).stream().mapToLong(Segment::bytes).sum();
            if (taken > 0 && (files > MAX_FILES || bytes > MAX_BYTES)) {
                return all.subList(0, taken);
            }
        }
        return all;
    }

    private List<List<Segment>> flushed() {
        return ownership.manifest().files().stream()
                .filter(file -> file.partition() == null)
                .map(List::of)
                .toList();
    }

    /** Of each day that has several files the smallest, as many as one file may be made of. */
    private List<List<Segment>> mergeable() {
        Map<Partition, List<Segment>> byDay = new TreeMap<>(Comparator.comparing(Partition::folder));
        for (Segment file : ownership.manifest().files()) {
            Partition day = file.partition();
            if (day != null) {
                byDay.computeIfAbsent(day, unseen -> new ArrayList<>()).add(file);
            }
        }
        List<List<Segment>> mergeable = new ArrayList<>();
        byDay.forEach((day, files) -> {
            files.sort(Comparator.comparingLong(Segment::bytes).thenComparing(Segment::key));
            List<Segment> some = some(files.stream().map(List::of).toList()).stream()
                    .flatMap(List::stream)
                    .toList();
            if (some.size() > 1 && (files.size() >= MAX_PER_DAY || isOver(day))) {
                mergeable.add(some);
            }
        });
        return mergeable;
    }

    private boolean isOver(Partition day) {
        LocalDate today = clock.instant()
                .atZone(keeping.zoneBySite().getOrDefault(day.site(), ZoneOffset.UTC))
                .toLocalDate();
        return LocalDate.parse(day.date()).isBefore(today);
    }

    /** False when none of the files can be read. */
    private boolean replace(List<Segment> wanted) {
        Map<Segment, Path> present = new HashMap<>();
        try (SegmentCache.Reading reading = cache.read()) {
            for (Segment file : wanted) {
                cache.file(file).ifPresent(path -> present.put(file, path));
            }
            List<Segment> old = wanted.stream().filter(present::containsKey).toList();
            if (old.isEmpty()) {
                return false;
            }
            List<Segment> made =
                    put(rows.split(old.stream().map(present::get).toList(), keeping.zoneBySite(), replacement.parts()));
            long before = old.stream().mapToLong(Segment::rows).sum();
            long after = made.stream().mapToLong(Segment::rows).sum();
            if (before != after) {
                throw new IllegalStateException("compaction made " + after + " rows of " + before);
            }
            replacement.swap(old, made);
            LOG.info("{} objects of {} rows are {} now", old.size(), before, made.size());
        }
        replacement.forget(replacement.delete());
        return true;
    }

    private List<Segment> put(List<RowTable.Part> parts) {
        List<Segment> put = new ArrayList<>();
        for (RowTable.Part part : parts) {
            try {
                Segment described = Outbox.describe("", part.from(), part.to(), part.file(), part.written());
                String key = part.partition().key(replacement.newName());
                put.add(replacement.put(described.withKey(key, part.partition()), part.file()));
            } catch (IOException e) {
                throw new UncheckedIOException("compaction can't write " + part.file(), e);
            }
        }
        return put;
    }
}
