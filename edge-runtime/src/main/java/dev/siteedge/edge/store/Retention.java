package dev.siteedge.edge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what is older than a site keeps: rewrite the objects that mix, swap the manifest (which also lists what has to
 * go), delete, verify that it is gone, leave a receipt. A crash in between repeats the deletion from the manifest's
 * list. Runs on the flush thread.
 */
final class Retention {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter RECEIPT_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * What a run did; stored as {@code receipts/<ISO time>.json} when anything was deleted.
     *
     * @param time ISO 8601
     * @param deleted keys that are verified to be gone
     * @param pending keys that could not be deleted or verified, tried again next time
     * @param rowsRemoved expired rows
     */
    record Receipt(String time, List<String> deleted, List<String> pending, long rowsRemoved) {}

    /** The files that stay, those that go, and how many rows go with them. */
    private record Plan(List<Segment> kept, List<Segment> gone, long rowsRemoved) {}

    private final Flusher flusher;
    private final Ownership ownership;
    private final ObjectStore store;
    private final SegmentCache cache;
    private final RowTable rows;
    private final Path drafts;
    private final Clock clock;
    private final Store.Keeping keeping;

    /** @param drafts a folder on the disk of the cache */
    Retention(
            Flusher flusher,
            Ownership ownership,
            ObjectStore store,
            SegmentCache cache,
            RowTable rows,
            Path drafts,
            Clock clock,
            Store.Keeping keeping) {
        this.flusher = flusher;
        this.ownership = ownership;
        this.store = store;
        this.cache = cache;
        this.rows = rows;
        this.drafts = drafts;
        this.clock = clock;
        this.keeping = keeping;
    }

    /** Runs once; empty while the store is away. */
    Optional<Receipt> run() {
        Instant now = clock.instant();
        List<Receipt> receipt = new ArrayList<>();
        boolean done = flusher.own() && flusher.reach(() -> receipt.add(run(now)));
        return done ? Optional.of(receipt.get(0)) : Optional.empty();
    }

    private Receipt run(Instant now) {
        Plan plan = plan(Expiry.at(now, keeping));
        Manifest manifest = ownership.manifest();
        if (!plan.gone().isEmpty()) {
            List<String> deleting = new ArrayList<>(manifest.deleting());
            plan.gone().forEach(segment -> deleting.add(segment.key()));
            flusher.swapNow(manifest.withFiles(plan.kept(), deleting));
            plan.gone().forEach(cache::forget);
        }
        return delete(now, plan.rowsRemoved());
    }

    private Plan plan(Expiry expiry) {
        List<Segment> kept = new ArrayList<>();
        List<Segment> gone = new ArrayList<>();
        long removed = 0;
        for (Segment segment : ownership.manifest().files()) {
            Optional<Segment> rest =
                    segment.minTime() >= expiry.latest() ? Optional.of(segment) : rest(segment, expiry);
            rest.ifPresent(kept::add);
            if (!rest.equals(Optional.of(segment))) {
                gone.add(segment);
                removed += segment.rows() - rest.map(Segment::rows).orElse(0L);
            }
        }
        return new Plan(kept, gone, removed);
    }

    /** What is left of an object: itself when nothing expired, nothing when all did, else a new object. */
    private Optional<Segment> rest(Segment segment, Expiry expiry) {
        if (segment.maxTime() < expiry.earliest()) {
            return Optional.empty();
        }
        Path draft = drafts.resolve("rewrite.parquet");
        try (SegmentCache.Reading reading = cache.read()) {
            Optional<Path> file = cache.file(segment);
            if (file.isEmpty()) {
                return Optional.of(segment);
            }
            Files.deleteIfExists(draft);
            RowTable.Written written = rows.rewrite(file.get(), expiry, segment.from(), segment.to(), draft);
            if (written.rows() == segment.rows()) {
                return Optional.of(segment);
            }
            return written.rows() == 0 ? Optional.empty() : Optional.of(put(segment, draft, written));
        } catch (IOException e) {
            throw new UncheckedIOException("retention can't write " + draft, e);
        }
    }

    private Segment put(Segment old, Path draft, RowTable.Written written) throws IOException {
        Segment described = Outbox.describe(old.key(), old.from(), old.to(), draft, written);
        // Named by content: what an earlier run put and could not commit is taken up again.
        String key = old.key().replaceFirst("(-[0-9a-f]{12})?\\.parquet$", "") + "-"
                + described.sha256().substring(0, 12) + ".parquet";
        store.putIfAbsent(key, Files.readAllBytes(draft));
        return new Segment(
                key,
                old.from(),
                old.to(),
                written.rows(),
                described.bytes(),
                described.sha256(),
                written.minTime(),
                written.maxTime());
    }

    private Receipt delete(Instant now, long rowsRemoved) {
        List<String> deleted = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (String key : ownership.manifest().deleting()) {
            store.delete(key);
            (store.head(key).isEmpty() ? deleted : pending).add(key);
        }
        Receipt receipt = new Receipt(now.toString(), deleted, pending, rowsRemoved);
        if (!deleted.isEmpty()) {
            store.putIfAbsent("receipts/" + RECEIPT_NAME.format(now) + ".json", json(receipt));
            flusher.swapNow(ownership.manifest().withFiles(ownership.manifest().files(), pending));
        }
        return receipt;
    }

    private static byte[] json(Receipt receipt) {
        try {
            return JSON.writeValueAsBytes(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is writable as JSON", e);
        }
    }
}
