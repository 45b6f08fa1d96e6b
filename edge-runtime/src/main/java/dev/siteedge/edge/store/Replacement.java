package dev.siteedge.edge.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts new objects in the place of old ones: put → swap the manifest, which also lists what has to go → delete → verify.
 * A crash after the swap goes on from the manifest's list, one before it leaves objects that no manifest names, for
 * {@link Sweep}. On the flush thread and within {@link Flusher#reach}.
 */
final class Replacement {
    /** All of the key but its end. */
    private static final Pattern FLUSHED = Pattern.compile("^(l0/[^/]+/\\d+-\\d+-\\d+).*");

    /** Those of compaction first, then those of flushes in order. */
    private static final Comparator<Segment> ORDER = Comparator.comparing((Segment file) -> file.partition() == null)
            .thenComparingLong(Segment::from)
            .thenComparing(Segment::key);

    private final Flusher flusher;
    private final Ownership ownership;
    private final ObjectStore store;
    private final SegmentCache cache;
    private final Path draft;
    private final Path parts;
    private int names;

    /** Writes those rows of a file that stay. */
    interface Rewrite {
        RowTable.Written write(Path file, Path draft);
    }

    /** @param drafts a folder on the disk of the cache */
    Replacement(Flusher flusher, Ownership ownership, ObjectStore store, SegmentCache cache, Path drafts) {
        this.flusher = flusher;
        this.ownership = ownership;
        this.store = store;
        this.cache = cache;
        this.draft = drafts.resolve("rewrite.parquet");
        this.parts = drafts.resolve("parts");
    }

    /**
     * @param deleted keys that are verified to be gone
     * @param pending keys that are there still
     */
    record Deletion(List<String> deleted, List<String> pending) {}

    /**
     * What is left of an object: itself when all rows stay or it can't be read, nothing when none does, else a new object,
     * which is stored when this returns.
     */
    Optional<Segment> rest(Segment segment, Rewrite rewrite) {
        try (SegmentCache.Reading reading = cache.read()) {
            Optional<Path> file = cache.file(segment);
            if (file.isEmpty()) {
                return Optional.of(segment);
            }
            Files.deleteIfExists(draft);
            RowTable.Written written = rewrite.write(file.get(), draft);
            if (written.rows() == segment.rows()) {
                return Optional.of(segment);
            }
            return written.rows() == 0 ? Optional.empty() : Optional.of(put(rewritten(segment, written), draft));
        } catch (IOException e) {
            throw new UncheckedIOException("the rest of an object can't be written: " + draft, e);
        }
    }

    /** Whether the store has it, and not as it should be. */
    boolean isUnreadable(Segment file) {
        return cache.file(file).isEmpty() && store.head(file.key()).isPresent();
    }

    /** Removes what a failure left; true when nothing is left. */
    boolean clearDrafts() {
        try {
            Files.deleteIfExists(draft);
            if (Files.isDirectory(parts)) {
                try (Stream<Path> files = Files.list(parts)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("a draft can't be removed: " + draft, e);
        }
    }

    /** The folder for drafts of several files. */
    Path parts() {
        return parts;
    }

    private Segment rewritten(Segment old, RowTable.Written written) throws IOException {
        Segment described = Outbox.describe("", old.from(), old.to(), draft, written);
        Partition partition = old.partition();
        String key = partition == null
                ? FLUSHED.matcher(old.key()).replaceFirst("$1") + "-" + newName() + ".parquet"
                : partition.key(newName());
        return described.withKey(key, partition);
    }

    /**
     * Of an object that is to be put. Never one that was used before, whatever its content: a delete whose answer was lost
     * may reach the store much later, and take what was put under the same name since.
     */
    String newName() {
        return ownership.manifest().epoch() + "-" + ++names;
    }

    /** Stores a file that is on the disk of the cache, keeps it there, and removes the draft. */
    Segment put(Segment described, Path draft) {
        try {
            if (store.putIfAbsent(described.key(), Files.readAllBytes(draft)).isEmpty()) {
                String there = store.head(described.key())
                        .map(ObjectStore.ObjectFacts::sha256)
                        .orElse("");
                if (!there.equals(described.sha256())) {
                    throw new FencedException("another process wrote " + described.key() + " in " + store);
                }
            }
            cache.adopt(described, draft);
            Files.delete(draft);
            return described;
        } catch (IOException e) {
            throw new UncheckedIOException("what is to be stored can't be read: " + draft, e);
        }
    }

    /** Commits: from now on readers see {@code added} instead of {@code gone}. */
    void swap(List<Segment> gone, List<Segment> added) {
        swap(gone, added, manifest -> manifest);
    }

    /** @param also what else changes with it */
    void swap(List<Segment> gone, List<Segment> added, UnaryOperator<Manifest> also) {
        Manifest manifest = ownership.manifest();
        Set<Segment> leaving = new HashSet<>(gone);
        List<Segment> files = new ArrayList<>(added);
        manifest.files().stream().filter(file -> !leaving.contains(file)).forEach(files::add);
        files.sort(ORDER);
        List<String> deleting = new ArrayList<>(manifest.deleting());
        gone.forEach(file -> deleting.add(file.key()));
        added.forEach(file -> deleting.remove(file.key()));
        flusher.swapNow(also.apply(manifest.withFiles(files, deleting)));
        gone.forEach(cache::forget);
    }

    /** Deletes what the manifest lists, and looks whether it is gone; {@link #forget} comes when that is written down. */
    Deletion delete() {
        List<String> deleted = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (String key : ownership.manifest().deleting()) {
            store.delete(key);
            (store.head(key).isEmpty() ? deleted : pending).add(key);
        }
        return new Deletion(deleted, pending);
    }

    /** Takes what is gone from the manifest's list. */
    void forget(Deletion deletion) {
        if (!deletion.deleted().isEmpty()) {
            Manifest manifest = ownership.manifest();
            flusher.swapNow(manifest.withFiles(manifest.files(), deletion.pending()));
        }
    }
}
