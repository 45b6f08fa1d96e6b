package dev.siteedge.edge.store;

import dev.siteedge.edge.log.DataFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's manifest and the right to replace it. Taking over raises the epoch by compare-and-swap; whoever raised it
 * last owns the log, and every other one finds out at its next swap. Used by the flush thread alone.
 */
final class Ownership {
    private static final int ATTEMPTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final ObjectStore store;
    private final String key;
    private final Path localCopy;
    private @Nullable Manifest owned;
    private Optional<String> etag = Optional.empty();
    private boolean doubtful;

    /** @param localCopy keeps the last manifest, for starts without the store */
    Ownership(ObjectStore store, String owner, Path localCopy) {
        this.store = store;
        this.key = "manifest/" + owner + ".json";
        this.localCopy = localCopy;
    }

    /** The manifest's key. */
    String key() {
        return key;
    }

    /** What the store has now; empty when there is no manifest yet. */
    Optional<Manifest> fetch() {
        Optional<ObjectStore.StoredObject> found = store.get(key);
        etag = found.map(ObjectStore.StoredObject::etag);
        return found.map(object -> parse(object.bytes(), key));
    }

    /** The manifest as it was when this folder last saw it. */
    Optional<Manifest> local() {
        try {
            return Files.exists(localCopy)
                    ? Optional.of(parse(Files.readAllBytes(localCopy), localCopy.toString()))
                    : Optional.empty();
        } catch (IOException e) {
            throw unusable(localCopy.toString(), e);
        }
    }

    boolean owns() {
        return owned != null;
    }

    /** The manifest that this process wrote last. */
    Manifest manifest() {
        if (owned == null) {
            throw new IllegalStateException("the log's place in the store is not owned yet");
        }
        return owned;
    }

    /**
     * Becomes the owner.
     *
     * @param first what to start from when the store has none
     * @param name of this process
     * @param check looks at the manifest that is taken over, throws to leave it alone
     */
    Manifest take(Manifest first, String name, Consumer<Manifest> check) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Manifest current = fetch().orElse(first);
            check.accept(current);
            Manifest next = current.withOwner(name, current.epoch() + 1).withRevision(current.revision() + 1);
            Optional<String> swapped = store.compareAndSwap(key, next.toJson(), etag);
            if (swapped.isPresent()) {
                return accept(next, swapped);
            }
        }
        throw new FencedException("others keep taking over " + key + " in " + store);
    }

    /** A swap got no answer, so the manifest may be that one or the one before; {@link #settle} finds out. */
    boolean isDoubtful() {
        return doubtful;
    }

    /**
     * Adopts what the store has of this process's own manifests.
     *
     * @throws FencedException when it is no longer this process's
     */
    Manifest settle() {
        Manifest ours = manifest();
        Optional<Manifest> current = fetch();
        // Each process that takes over raises the epoch, so nobody else writes under this one.
        if (current.isEmpty()
                || current.get().epoch() != ours.epoch()
                || !current.get().logId().equals(ours.logId())) {
            throw new FencedException("another process owns " + key + " in " + store + " (epoch "
                    + current.map(Manifest::epoch).orElse(-1L) + ", ours is " + ours.epoch() + ")");
        }
        return accept(current.get(), etag);
    }

    /**
     * Replaces the manifest.
     *
     * @throws FencedException when it is no longer this process's
     */
    Manifest swap(Manifest changed) {
        Manifest next = changed.withRevision(manifest().revision() + 1);
        doubtful = true;
        Optional<String> swapped = store.compareAndSwap(key, next.toJson(), etag);
        if (swapped.isPresent()) {
            return accept(next, swapped);
        }
        // An attempt whose answer was lost, this one's or an earlier one's, may have written.
        Manifest current = settle();
        if (current.equals(next)) {
            return current;
        }
        doubtful = true;
        throw new StoreUnavailableException("the store refused to replace " + key, new IOException("conflict"));
    }

    private Manifest accept(Manifest next, Optional<String> newEtag) {
        owned = next;
        etag = newEtag;
        doubtful = false;
        remember(next);
        return next;
    }

    /** Keeps a manifest for starts without the store. What is committed stays so when there is no room for it. */
    void remember(Manifest manifest) {
        try {
            DurableFiles.replace(localCopy, manifest.toJson());
        } catch (IOException e) {
            LOG.warn("{} can't be kept for a start without the store: {}", localCopy, e.getMessage());
        }
    }

    private static Manifest parse(byte[] json, String where) {
        try {
            return Manifest.parse(json);
        } catch (IOException e) {
            throw unusable(where, e);
        }
    }

    private static DataFolderException unusable(String where, IOException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new DataFolderException("The manifest can't be used: " + where + " (" + reason
                + "). Restore it from a backup, or run the version that wrote it.");
    }
}
