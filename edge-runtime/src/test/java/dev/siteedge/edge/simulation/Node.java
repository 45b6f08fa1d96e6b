package dev.siteedge.edge.simulation;

import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.DataFolder;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.LogFullException;
import dev.siteedge.edge.log.LogLimits;
import dev.siteedge.edge.log.LogStoppedException;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.log.SimulatedDisk;
import dev.siteedge.edge.log.SteppedLog;
import dev.siteedge.edge.shard.Deliveries;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.shard.VariantCounts;
import dev.siteedge.edge.store.CurrentView;
import dev.siteedge.edge.store.FlushRules;
import dev.siteedge.edge.store.MemoryRows;
import dev.siteedge.edge.store.Recovery;
import dev.siteedge.edge.store.RowFeed;
import dev.siteedge.edge.store.RowTable;
import dev.siteedge.edge.store.Segment;
import dev.siteedge.edge.store.SegmentCache;
import dev.siteedge.edge.store.Store;
import dev.siteedge.edge.store.StoreUnavailableException;
import dev.siteedge.edge.store.View;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * One process: the real log, shards, flush, recovery and retention, wired as {@code DataPlane} does, over a simulated disk
 * and store. All of it runs on one thread; where the real one has several, {@link World} lets the others go on in between.
 */
final class Node {
    private static final long CACHE_BYTES = 1 << 20;
    private static final int WORKERS = 2;

    final Machine machine;
    final int number;
    private final World world;
    private final DataFolder folder;
    private final MemoryRows rows;
    private SteppedLog log;
    private Shards shards;
    private RowFeed feed;
    private CurrentView view;
    private SegmentCache cache;
    private Store.Upkeep upkeep;
    private Recovery.Start start;
    private boolean alive = true;
    private boolean up;
    private long logTime;
    private long firstPosition;
    private boolean writing;
    private boolean pulling;
    private boolean flushing;

    Node(World world, Machine machine, int number) {
        this.world = world;
        this.machine = machine;
        this.number = number;
        this.folder = DataFolder.open(machine.folder());
        this.rows = new MemoryRows(world.archive);
    }

    /** Recovers and takes over; may die on the way. */
    void open() {
        SimulatedStore objects = new SimulatedStore(world.store, new SimulatedStore.Fates() {
            @Override
            public SimulatedStore.Fate ofCall(String what, boolean writes) {
                return world.fateOfCall(Node.this, what, writes);
            }

            @Override
            public void swapped(byte[] manifest) {
                world.committed(Node.this, manifest);
            }

            @Override
            public void die() {
                Node.this.die("in a call of the store");
            }
        });
        FailStop failStop = (reason, cause) -> {
            if (!(cause instanceof Crash)) {
                world.stopped(this, reason, cause);
            }
            die(reason);
        };
        SimulatedDisk.Fates fates = new SimulatedDisk.Fates() {
            @Override
            public SimulatedDisk.Fate ofWrite(String what) {
                return world.fateOfWrite(Node.this, what);
            }

            @Override
            public void die() {
                Node.this.die("in a write");
            }

            @Override
            public void written(Batch batch) {
                logTime = batch.received();
                world.written(batch);
            }

            @Override
            public void reordered() {
                world.oracle.reordered();
            }
        };
        RowTable table = new UnreliableRows(rows, () -> world.fateOfRows(this));
        Store store = new Store(folder, objects, table, CACHE_BYTES, world::newLogId);
        log = (SteppedLog) store.openLog(machine.disk()
                .logFile(
                        LogLimits.ofLogBytes(world.maxLogBytes),
                        machine.folder().resolve("ballast"),
                        world.clock,
                        failStop,
                        fates));
        shards = new Shards(log, folder.shards(), WORKERS, failStop, this::turn);
        feed = new RowFeed(shards, table, Runnable::run);
        start = store.restore(log, shards, feed);
        firstPosition = log.nextPosition();
        shards.start();
        view = new CurrentView(start.view());
        cache = store.cache();
        upkeep = store.upkeep(
                log,
                shards,
                feed,
                view,
                new FlushRules(Duration.ofSeconds(30), 4_000),
                new Store.Keeping(365, Map.of(Clients.SHORT_SITE, 1), Map.of(Clients.SITE, ZoneOffset.UTC)),
                world.clock,
                failStop,
                start);
        if (start.verified()) {
            upkeep.own();
        }
        up = true;
    }

    boolean isAlive() {
        return alive;
    }

    /** Started, and not dead. */
    boolean isUp() {
        return up && alive;
    }

    /** Nothing of this process goes on. */
    void die(String how) {
        if (alive) {
            alive = false;
            world.trace("n" + number + " dies: " + how);
            folder.close();
        }
        throw new Crash(how);
    }

    void kill(String how) {
        try {
            die(how);
        } catch (Crash expected) {
            assert !alive;
        }
    }

    /** As a service manager stops it. */
    void close() {
        shards.refuse();
        onFlushThread(upkeep::flush);
        shards.close();
        log.close();
        kill("closed");
    }

    CompletableFuture<Void> submit(List<Routed> events) {
        return shards.submit(events);
    }

    /** The log's writer goes on. */
    boolean write() {
        if (writing) {
            return false;
        }
        writing = true;
        try {
            return log.step();
        } finally {
            writing = false;
        }
    }

    void writeAll() {
        boolean more = true;
        while (more) {
            more = write();
        }
    }

    /** The feed thread's turn. */
    void pull() {
        if (!pulling) {
            pulling = true;
            try {
                feed.pull();
            } finally {
                pulling = false;
            }
        }
    }

    void tick() {
        onFlushThread(upkeep::tick);
    }

    /** One at a time: a thread that waits for the store does nothing else. */
    private void onFlushThread(Runnable task) {
        if (!flushing) {
            flushing = true;
            world.oracle.retained(world.clock.millis());
            try {
                task.run();
            } finally {
                flushing = false;
                world.oracle.retained(world.clock.millis());
            }
        }
    }

    /** What another process does while one waits. */
    void busyTurn(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> world.send(this);
            case 1 -> write();
            default -> tick();
        }
    }

    /** Everything that was acknowledged goes to the store; false when some of it did not get there. */
    boolean flush() {
        boolean[] done = {false};
        onFlushThread(() -> done[0] = upkeep.flush());
        return done[0];
    }

    /** Removes what expired. */
    void retain() {
        onFlushThread(upkeep::retain);
    }

    /** Erases a site; false when that could not be logged now. */
    boolean erase(String site) {
        boolean[] done = {false};
        onFlushThread(() -> {
            try {
                upkeep.erase(site);
                done[0] = true;
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof LogFullException || e.getCause() instanceof LogStoppedException)) {
                    throw e;
                }
                world.trace(
                        "n" + number + " can't log the erasure: " + e.getCause().getMessage());
            }
        });
        return done[0];
    }

    /** Carries out all erasures; false when something is still there. */
    boolean pursueErasures() {
        boolean[] done = {false};
        onFlushThread(() -> done[0] = upkeep.pursueErasures());
        return done[0];
    }

    /** The first position that this process gave out itself. */
    long firstPosition() {
        return firstPosition;
    }

    /** Pageviews by minute, as the ring has them; only while no worker is amid a turn. */
    Map<Long, Integer> ring(String site, long from, long to) {
        Map<Long, Integer> pageviews = new HashMap<>();
        shards.sum(site, from, to).minutes().forEach((minute, totals) -> pageviews.put(minute, totals.pageviews()));
        return pageviews;
    }

    /** Makes few objects of many. */
    void compact() {
        onFlushThread(upkeep::compact);
    }

    int shards() {
        return folder.shards();
    }

    /** The time of the last batch; never goes back. */
    long logTime() {
        return Math.max(logTime, machine.disk().received());
    }

    /** Everything was seen at the start: the store's manifest and all its objects. */
    boolean knowsAll() {
        return start.missing().isEmpty();
    }

    Map<String, VariantCounts> counts(String site, String goal) {
        return shards.count(site, "hero", "1", goal);
    }

    /**
     * What a query reads, in its order: the rows, the pending table, then the view.
     *
     * @return empty when something is missing
     */
    Optional<List<Row>> read() {
        if (pulling) {
            return Optional.empty();
        }
        pull();
        List<Row> pending = rows.pending();
        View pinned = view.get();
        List<Row> all = new ArrayList<>();
        boolean complete = pinned.unknown().isEmpty();
        try (SegmentCache.Reading reading = cache.read()) {
            for (Segment segment : pinned.files()) {
                Optional<Path> file = fileOf(segment);
                file.ifPresent(found -> all.addAll(rows.rows(found)));
                complete &= file.isPresent();
            }
            pinned.outbox().values().forEach(file -> all.addAll(rows.rows(file)));
        }
        pending.stream().filter(row -> row.position() > pinned.above()).forEach(all::add);
        if (!start.missing().isEmpty()) {
            // It may count copies of what it could not read; it commits nothing of that, and the store is looked at.
            return Optional.empty();
        }
        all.removeIf(row ->
                row.position() <= pinned.erased().getOrDefault(row.event().site(), 0L));
        world.checkNothingTwice(this, all);
        return complete ? Optional.of(all) : Optional.empty();
    }

    private Optional<Path> fileOf(Segment segment) {
        try {
            return cache.file(segment);
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    /** A worker's turn. The writer may come between two workers' drains, the feed between two workers' folds. */
    private void turn(Runnable work) {
        if (Deliveries.areHeldBack(shards) && !writing) {
            work.run();
            return;
        }
        if (!writing) {
            boolean before = pulling;
            pulling = true;
            try {
                world.whileDraining(this);
            } finally {
                pulling = before;
            }
        } else if (!pulling) {
            world.whileDelivering(this);
        }
        work.run();
    }
}
