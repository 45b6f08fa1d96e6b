package dev.siteedge.edge.store;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Erased;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.Routed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves nothing of a site that was logged before the wish was: the wish is logged, from where the shards forget the site
 * and no query shows it → its rows leave the table → manifest and snapshot pass the wish's position → objects are
 * rewritten or deleted, and listings searched for others → local copies go → the log is purged → a receipt. Each step can
 * be repeated, and is after a crash: until its receipt is written the wish stands in the log or in the manifest. On the
 * flush thread.
 */
final class Erasure {
    static final int MAX_FILES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * What was done; stored as {@code receipts/<receipt>.json}.
     *
     * @param position of the wish in the log
     * @param requested ISO 8601
     * @param completed ISO 8601
     * @param rowsRemoved from objects
     * @param objectsRewritten because they held rows of others, too
     * @param objectsDeleted as a whole
     * @param snapshot the key of the one taken after the wish; all before it are deleted
     * @param verified what was looked at once more
     */
    @JsonPropertyOrder({"status", "receipt", "site"})
    record Receipt(
            String status,
            String receipt,
            String site,
            long position,
            String requested,
            String completed,
            long rowsRemoved,
            long objectsRewritten,
            long objectsDeleted,
            @Nullable String snapshot,
            List<String> verified) {}

    /** What a wish's next step came to. */
    private enum Step {
        DONE,
        MORE,
        FAILED
    }

    private final EventLog log;
    private final Flusher flusher;
    private final Ownership ownership;
    private final Replacement replacement;
    private final Sweep sweep;
    private final ObjectStore store;
    private final SegmentCache cache;
    private final Outbox outbox;
    private final RowTable rows;
    private final Clock clock;
    private final Supplier<String> ids;
    /** Keys of files that were read and have nothing of the wish that is being fulfilled. */
    private final Set<String> clean = new HashSet<>();

    Erasure(
            EventLog log,
            Flusher flusher,
            Ownership ownership,
            Replacement replacement,
            Sweep sweep,
            ObjectStore store,
            SegmentCache cache,
            Outbox outbox,
            RowTable rows,
            Clock clock,
            Supplier<String> ids) {
        this.log = log;
        this.flusher = flusher;
        this.ownership = ownership;
        this.replacement = replacement;
        this.sweep = sweep;
        this.store = store;
        this.cache = cache;
        this.outbox = outbox;
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    static String key(String receipt) {
        return "receipts/" + receipt + ".json";
    }

    /**
     * Logs the wish; nothing of the site is shown when this returns.
     *
     * @return the id of the receipt
     */
    String request(String site) {
        Instant now = clock.instant();
        String receipt = "erasure-" + NAME.format(now) + "-" + ids.get().substring(0, 8);
        long position;
        try {
            position = log.append(List.of(new Erased(site, receipt))).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the erasure can't be logged", e.getCause());
        }
        flusher.add(Erasing.of(site, receipt, position, now.toString()));
        LOG.info("{} is to be erased up to position {}: {}", site, position, receipt);
        return receipt;
    }

    /** Safe for use by many threads. */
    boolean isOpen(String receipt) {
        return flusher.lastErasing().stream().anyMatch(wish -> wish.receipt().equals(receipt));
    }

    /** The next step of the oldest wish. */
    Alarm.Outcome pursue(Instant now) {
        List<Erasing> open = flusher.erasing();
        if (open.isEmpty()) {
            return Alarm.Outcome.over();
        }
        return switch (step(open.get(0))) {
            case DONE, MORE -> Alarm.Outcome.again(now);
            case FAILED -> Alarm.Outcome.failed();
        };
    }

    private Step step(Erasing wish) {
        flusher.eraseRows(wish);
        if (!flusher.pass(wish.position())) {
            return Step.FAILED;
        }
        List<Segment> left = new ArrayList<>();
        if (!flusher.reach(() -> left.addAll(rewrite(listed(wish))))) {
            return Step.FAILED;
        }
        if (!left.isEmpty()) {
            return Step.MORE;
        }
        boolean swept = flusher.reach(() -> {
            sweep.run();
            replacement.forget(replacement.delete());
        });
        if (!swept || !ownership.manifest().deleting().isEmpty() || !purgeLocal(wish)) {
            return Step.FAILED;
        }
        return finish(listed(wish)) ? Step.DONE : Step.FAILED;
    }

    private Erasing listed(Erasing wish) {
        return ownership.manifest().erasing().stream()
                .filter(listed -> listed.receipt().equals(wish.receipt()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(wish.receipt() + " is not in the manifest"));
    }

    /** Rewrites some of the objects; returns those that are left. */
    private List<Segment> rewrite(Erasing wish) {
        List<Segment> all = ownership.manifest().files().stream()
                .filter(file -> file.mayHold(wish.site()) && file.from() <= wish.position())
                .filter(file -> !clean.contains(file.key()))
                .toList();
        List<Segment> now = all.subList(0, Math.min(MAX_FILES, all.size()));
        List<Segment> gone = new ArrayList<>();
        List<Segment> made = new ArrayList<>();
        for (Segment file : now) {
            Optional<Segment> rest = rest(file, wish);
            if (rest.equals(Optional.of(file))) {
                clean.add(file.key());
            } else {
                gone.add(file);
                rest.ifPresent(made::add);
            }
        }
        if (!gone.isEmpty()) {
            Erasing further = wish.plus(rows(gone) - rows(made), made.size(), (long) gone.size() - made.size());
            replacement.swap(gone, made, manifest -> manifest.with(further));
            made.forEach(file -> clean.add(file.key()));
        }
        return all.subList(now.size(), all.size());
    }

    private static long rows(List<Segment> files) {
        return files.stream().mapToLong(Segment::rows).sum();
    }

    private Optional<Segment> rest(Segment file, Erasing wish) {
        if (file.partition() != null && file.to() <= wish.position()) {
            return Optional.empty();
        }
        if (replacement.isUnreadable(file)) {
            throw new IllegalStateException(
                    file.key() + " is damaged, so that nothing can be erased from it. Restore it, or delete it.");
        }
        return replacement.rest(
                file,
                (parquet, draft) ->
                        rows.rewriteWithout(parquet, wish.site(), wish.position(), file.from(), file.to(), draft));
    }

    /** What this machine has: copies of objects, the outbox, the log. */
    private boolean purgeLocal(Erasing wish) {
        return replacement.clearDrafts()
                && cache.keepOnly(ownership.manifest().files())
                && outbox.isEmpty()
                && wish.position() <= ownership.manifest().snapshotPosition();
    }

    private boolean finish(Erasing wish) {
        Manifest manifest = ownership.manifest();
        log.purge(Math.min(manifest.position(), manifest.snapshotPosition())).join();
        if (logHas(wish)) {
            LOG.error("{}: the log has events of {} still", wish.receipt(), wish.site());
            return false;
        }
        Receipt receipt = new Receipt(
                "done",
                wish.receipt(),
                wish.site(),
                wish.position(),
                wish.requested(),
                clock.instant().toString(),
                wish.rowsRemoved(),
                wish.objectsRewritten(),
                wish.objectsDeleted(),
                manifest.snapshot(),
                List.of("objects", "listings", "snapshots", "local copies", "log"));
        boolean written = flusher.reach(() -> {
            store.putIfAbsent(key(wish.receipt()), json(receipt));
            flusher.swapNow(ownership.manifest().without(wish));
        });
        if (written) {
            clean.clear();
            LOG.info("{} is erased: {}", wish.site(), wish.receipt());
        }
        return written;
    }

    private boolean logHas(Erasing wish) {
        boolean[] found = {false};
        log.read(1, batch -> {
            for (Batch.Logged logged : batch.entries()) {
                found[0] |= logged.entry() instanceof Routed routed
                        && wish.covers(routed.event().site(), logged.position());
            }
        });
        return found[0];
    }

    private static byte[] json(Receipt receipt) {
        try {
            return JSON.writeValueAsBytes(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is writable as JSON", e);
        }
    }
}
