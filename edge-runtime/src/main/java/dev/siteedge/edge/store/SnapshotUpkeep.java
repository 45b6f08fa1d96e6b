package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.shard.StateSnapshot;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * When the state is written down, what is on its way into the manifest, and what has to go once another one is named.
 * Snapshots hold visitors' hashes, so old ones are deleted as soon as the manifest names another.
 */
final class SnapshotUpkeep {
    private final Snapshots snapshots;
    private final Supplier<StateSnapshot> state;
    private final ObjectStore store;
    private final Clock clock;
    private final StoreLink link;
    /** Taken, and not in the manifest yet. */
    private Optional<Snapshots.Parcel> taken = Optional.empty();
    /** Keys that were put or found, and that the manifest does not name or may not name. */
    private final Set<String> obsolete = new HashSet<>();

    private long lastMillis;
    private long bytesAtLast;

    SnapshotUpkeep(Snapshots snapshots, Supplier<StateSnapshot> state, ObjectStore store, Clock clock, StoreLink link) {
        this.snapshots = snapshots;
        this.state = state;
        this.store = store;
        this.clock = clock;
        this.link = link;
    }

    /** @param named the manifest names one */
    boolean isDue(Shards.Drained drained, boolean named) {
        return (taken.isEmpty() && !named)
                || drained.bytes() - bytesAtLast >= FlushRules.SNAPSHOT_BYTES
                || StoreLink.isOver(clock, FlushRules.SNAPSHOT_INTERVAL, lastMillis);
    }

    /** Before the cut, so that the commit of the cut is behind it: no start may need rows from below its snapshot. */
    void take(Shards.Drained drained) {
        lastMillis = clock.millis();
        bytesAtLast = drained.bytes();
        taken = Optional.of(snapshots.write(state.get()));
    }

    /** One is taken and not in the manifest. */
    boolean isWaiting() {
        return taken.isPresent();
    }

    /** The position of the one that is taken, 0 when none waits. */
    long position() {
        return taken.map(Snapshots.Parcel::position).orElse(0L);
    }

    /** Left by processes that died before they named them, or before they deleted them. */
    void findObsolete() {
        obsolete.addAll(store.list(Snapshots.PREFIX));
    }

    boolean hasObsolete() {
        return !obsolete.isEmpty();
    }

    /** Puts what is taken into the store and names it, when the manifest reaches as far. */
    Manifest nameIn(Manifest next) {
        if (taken.isEmpty() || taken.get().position() > next.position()) {
            return next;
        }
        String key = Snapshots.key(taken.get(), next.epoch());
        obsolete.add(key);
        snapshots.put(taken.get(), key);
        return next.withSnapshot(key, taken.get().received());
    }

    /** The manifest that names it is in the store in place of another. */
    void named(Manifest before, Manifest now) {
        if (taken.isEmpty() || !Snapshots.key(taken.get(), now.epoch()).equals(now.snapshot())) {
            return;
        }
        String old = before.snapshot();
        taken = Optional.empty();
        if (old != null) {
            obsolete.add(old);
        }
    }

    /** @param manifest the one in the store */
    void deleteObsolete(Manifest manifest) {
        String named = manifest.snapshot();
        // It may be put again under its name: a delete that arrives late would take it then.
        String waiting =
                taken.map(parcel -> Snapshots.key(parcel, manifest.epoch())).orElse("");
        for (String key : List.copyOf(obsolete)) {
            if (key.equals(named)) {
                obsolete.remove(key);
            }
            if (key.equals(named) || key.equals(waiting)) {
                continue;
            }
            link.reach(() -> {
                store.delete(key);
                if (store.head(key).isEmpty()) {
                    obsolete.remove(key);
                }
            });
        }
        if (named != null) {
            snapshots.keepOnly(named, taken);
        }
    }
}
