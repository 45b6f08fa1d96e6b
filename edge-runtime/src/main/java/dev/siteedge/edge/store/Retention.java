package dev.siteedge.edge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    /** What takes the place of the files that go, and how many rows go with them. */
    private record Plan(List<Segment> made, List<Segment> gone, long rowsRemoved) {}

    private final Flusher flusher;
    private final Ownership ownership;
    private final Replacement replacement;
    private final ObjectStore store;
    private final RowTable rows;
    private final Clock clock;
    private final Store.Keeping keeping;

    Retention(
            Flusher flusher,
            Ownership ownership,
            Replacement replacement,
            ObjectStore store,
            RowTable rows,
            Clock clock,
            Store.Keeping keeping) {
        this.flusher = flusher;
        this.ownership = ownership;
        this.replacement = replacement;
        this.store = store;
        this.rows = rows;
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
        if (!plan.gone().isEmpty()) {
            replacement.swap(plan.gone(), plan.made());
        }
        Replacement.Deletion deletion = replacement.delete();
        Receipt receipt = new Receipt(now.toString(), deletion.deleted(), deletion.pending(), plan.rowsRemoved());
        if (!deletion.deleted().isEmpty()) {
            store.putIfAbsent("receipts/" + RECEIPT_NAME.format(now) + ".json", json(receipt));
            replacement.forget(deletion);
        }
        return receipt;
    }

    private Plan plan(Expiry expiry) {
        List<Segment> made = new ArrayList<>();
        List<Segment> gone = new ArrayList<>();
        long removed = 0;
        for (Segment segment : ownership.manifest().files()) {
            Optional<Segment> rest = rest(segment, expiry);
            if (!rest.equals(Optional.of(segment))) {
                rest.ifPresent(made::add);
                gone.add(segment);
                removed += segment.rows() - rest.map(Segment::rows).orElse(0L);
            }
        }
        return new Plan(made, gone, removed);
    }

    /** What is left of an object: itself when nothing expired, nothing when all did, else a new object. */
    private Optional<Segment> rest(Segment segment, Expiry expiry) {
        if (segment.minTime() >= expiry.latest(segment)) {
            return Optional.of(segment);
        }
        if (segment.maxTime() < expiry.earliest(segment)) {
            return Optional.empty();
        }
        return replacement.rest(
                segment, (file, draft) -> rows.rewrite(file, expiry, segment.from(), segment.to(), draft));
    }

    private static byte[] json(Receipt receipt) {
        try {
            return JSON.writeValueAsBytes(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is writable as JSON", e);
        }
    }
}
