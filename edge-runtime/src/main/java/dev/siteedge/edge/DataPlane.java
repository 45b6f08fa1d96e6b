package dev.siteedge.edge;

import dev.siteedge.edge.http.AnsweringThread;
import dev.siteedge.edge.log.DataFolder;
import dev.siteedge.edge.log.DataFolderException;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.LogLimits;
import dev.siteedge.edge.log.SqliteLogFile;
import dev.siteedge.edge.query.DuckDb;
import dev.siteedge.edge.query.DuckDbQueries;
import dev.siteedge.edge.query.DuckDbRows;
import dev.siteedge.edge.query.Queries;
import dev.siteedge.edge.shard.Intake;
import dev.siteedge.edge.shard.Shards;
import dev.siteedge.edge.store.CurrentView;
import dev.siteedge.edge.store.DirectoryObjectStore;
import dev.siteedge.edge.store.FlushRules;
import dev.siteedge.edge.store.ObjectStore;
import dev.siteedge.edge.store.R2ObjectStore;
import dev.siteedge.edge.store.Recovery;
import dev.siteedge.edge.store.RowFeed;
import dev.siteedge.edge.store.S3Location;
import dev.siteedge.edge.store.Store;
import dev.siteedge.edge.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data half of one node: log, shards, store and queries, wired. Safe for use by many threads. */
final class DataPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataPlane.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final Duration CALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(2);
    private static final long FEED_MILLIS = 250;

    /** Where objects go. */
    sealed interface StoreSettings {
        /** @param path of a folder, made when missing */
        record Folder(Path path) implements StoreSettings {}

        record S3(S3Location location) implements StoreSettings {}
    }

    /**
     * Plain values.
     *
     * @param folder the data folder
     * @param threads of shards, 1 or more; the query engine has half as many, so that it never keeps others from answering
     * @param flushInterval between flushes when there is anything to flush
     * @param flushBytes of log that make a flush due before that
     * @param maxLogBytes of what is not flushed; beyond it events are refused
     * @param cacheBytes of local copies of objects
     * @param queryBytes of memory for the query engine
     * @param retentionDays 1 or more
     * @param retentionDaysBySite 1 or more each
     * @param zoneBySite whose midnights end a site's days; UTC for sites that are not named
     */
    record Settings(
            Path folder,
            int threads,
            Duration flushInterval,
            long flushBytes,
            StoreSettings store,
            long maxLogBytes,
            long cacheBytes,
            long queryBytes,
            int retentionDays,
            Map<String, Integer> retentionDaysBySite,
            Map<String, ZoneId> zoneBySite,
            Clock clock,
            FailStop failStop) {

        /** The data folder with its store beside the log, and all else as documented. */
        static Settings defaults(Path folder) {
            return new Settings(
                    folder,
                    Runtime.getRuntime().availableProcessors(),
                    Duration.ofSeconds(30),
                    8L << 20,
                    new StoreSettings.Folder(folder.resolve("store")),
                    4L << 30,
                    2L << 30,
                    512L << 20,
                    365,
                    Map.of(),
                    Map.of(),
                    Clock.systemUTC(),
                    FailStop.halt());
        }
    }

    /**
     * How the node is.
     *
     * @param accepting events are taken
     * @param storeUpToDate the last try to reach the store worked
     * @param uncommittedCuts on the local disk only
     * @param logBytes of the local log: what the store does not have, and what came after the last snapshot
     * @param missing objects that could not be read at the start; experiment counts lack them until the next start
     * @param problem the last trouble with the store
     */
    record Health(
            boolean accepting,
            boolean storeUpToDate,
            int uncommittedCuts,
            long logBytes,
            List<String> missing,
            Optional<String> problem) {}

    private final Deque<AutoCloseable> opened;
    private final EventLog log;
    private final Shards shards;
    private final Queries queries;
    private final Store.Upkeep upkeep;
    private final Recovery.Start start;
    private final RowFeed feed;
    private final ScheduledExecutorService flushThread;
    private final ScheduledExecutorService feedThread;

    private DataPlane(
            Deque<AutoCloseable> opened,
            EventLog log,
            Shards shards,
            RowFeed feed,
            ScheduledExecutorService feedThread,
            Queries queries,
            Store.Upkeep upkeep,
            Recovery.Start start) {
        this.opened = opened;
        this.log = log;
        this.shards = shards;
        this.queries = queries;
        this.upkeep = upkeep;
        this.start = start;
        this.feed = feed;
        this.flushThread = oneThread("site-edge-flush");
        this.feedThread = feedThread;
    }

    /** Those who answer what was logged; more threads than one, as writing an answer takes as long as logging an event. */
    private static ExecutorService answering(int threads) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                threads, task -> new AnsweringThread(task, "site-edge-answers-" + number.getAndIncrement()));
    }

    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("work is under way and is left");
        }
    }

    private static ScheduledExecutorService oneThread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            // What is answered comes first, where the JVM passes this on; see install.Priorities.
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    /**
     * Recovers what is there and starts.
     *
     * @throws DataFolderException with one line for people when the data folder or the store can't be used
     */
    static DataPlane open(Settings settings) {
        return open(settings, DataPlane::objects);
    }

    /** @param stores makes the object store of the settings */
    static DataPlane open(Settings settings, Function<StoreSettings, ObjectStore> stores) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            DataPlane plane = open(settings, stores, opened);
            plane.startUpkeep();
            return plane;
        } catch (StoreUnavailableException e) {
            closeAll(opened);
            throw new DataFolderException("The store can't be used: " + e.getMessage()
                    + ". Allow writing to it, or name another one under store.");
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    private static DataPlane open(
            Settings settings, Function<StoreSettings, ObjectStore> stores, Deque<AutoCloseable> opened) {
        DataFolder folder = opening(opened, DataFolder.open(settings.folder()));
        ObjectStore objects = opening(opened, stores.apply(settings.store()));
        DuckDb db = opening(
                opened, DuckDb.open(folder.temporary(), settings.queryBytes(), Math.max(1, settings.threads() / 2)));
        DuckDbRows rows = new DuckDbRows(db);
        Store store = new Store(
                folder,
                objects,
                rows,
                settings.cacheBytes(),
                () -> UUID.randomUUID().toString());
        ExecutorService answering = answering(settings.threads());
        opening(opened, () -> end(answering));
        LogLimits limits = LogLimits.ofLogBytes(settings.maxLogBytes());
        EventLog log = store.openLog(
                new SqliteLogFile(folder.log(), limits, settings.clock(), settings.failStop(), answering));
        opening(opened, log);
        Shards shards = new Shards(log, folder.shards(), settings.threads(), settings.failStop());
        ScheduledExecutorService feedThread = oneThread("site-edge-feed");
        opening(opened, () -> end(feedThread));
        RowFeed feed = new RowFeed(shards, rows, feedThread);
        Recovery.Start start = store.restore(log, shards, feed);
        shards.start();
        opening(opened, shards);
        CurrentView view = new CurrentView(start.view());
        Store.Upkeep upkeep = store.upkeep(
                log,
                shards,
                feed,
                view,
                new FlushRules(settings.flushInterval(), settings.flushBytes()),
                new Store.Keeping(settings.retentionDays(), settings.retentionDaysBySite(), settings.zoneBySite()),
                settings.clock(),
                settings.failStop(),
                start);
        db.await();
        Queries queries = new DuckDbQueries(db, feed, view, store.cache(), shards);
        return new DataPlane(opened, log, shards, feed, feedThread, queries, upkeep, start);
    }

    Intake intake() {
        return shards;
    }

    Queries queries() {
        return queries;
    }

    /** Flushes all that was acknowledged before the call; false when some of it is only on the local disk afterwards. */
    boolean flushNow() {
        return onFlushThread(upkeep::flush, CALL_LIMIT).orElse(false);
    }

    /** Removes what expired; the keys that are verified to be gone, empty while the store is away. */
    Optional<List<String>> retentionNow() {
        return onFlushThread(upkeep::retain, CALL_LIMIT).orElse(Optional.empty());
    }

    /** Makes few large objects of many small ones; false while the store is away. */
    boolean compactNow() {
        return onFlushThread(upkeep::compact, CALL_LIMIT).orElse(false);
    }

    /**
     * Logs the wish to erase a site; nothing of it is shown when this returns, and what is stored goes soon.
     *
     * @return the id of the receipt; empty when that was not possible now
     */
    Optional<String> erase(String site) {
        return onFlushThread(() -> upkeep.erase(site), CALL_LIMIT);
    }

    /**
     * What was erased or expired, as JSON.
     *
     * @throws StoreUnavailableException when the store does not answer
     */
    Optional<byte[]> receipt(String id) {
        return upkeep.receipt(id);
    }

    /** Whether the receipt is still to come. */
    boolean isErasing(String receipt) {
        return upkeep.isErasing(receipt);
    }

    /** Carries out all erasures at once; false when something is still there. */
    boolean erasuresNow() {
        return onFlushThread(upkeep::pursueErasures, CALL_LIMIT).orElse(false);
    }

    Health health() {
        return new Health(
                !flushThread.isShutdown() && !upkeep.fenced(),
                upkeep.problem().isEmpty(),
                upkeep.uncommitted(),
                log.bytes(),
                start.missing(),
                upkeep.problem());
    }

    /** Refuses new events, flushes for at most 20 seconds, stops. What is not flushed then is in the local log. */
    @Override
    public void close() {
        shards.refuse();
        onFlushThread(upkeep::flush, CLOSE_LIMIT);
        flushThread.shutdownNow();
        feedThread.shutdownNow();
        awaitEnd(flushThread);
        awaitEnd(feedThread);
        closeAll(opened);
    }

    /** A thread that waits for a store that does not answer is left behind: what it works on is in the local log. */
    private static void awaitEnd(ScheduledExecutorService thread) {
        try {
            if (!thread.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a flush is under way and is left to the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startUpkeep() {
        // A thread of its own: rows have to leave the shards while a flush waits for a store that does not answer.
        feedThread.scheduleWithFixedDelay(() -> guarded(feed::pull), FEED_MILLIS, FEED_MILLIS, TimeUnit.MILLISECONDS);
        if (start.verified()) {
            onFlushThread(upkeep::own, CALL_LIMIT);
        }
        flushThread.scheduleWithFixedDelay(() -> guarded(upkeep::tick), 1, 1, TimeUnit.SECONDS);
    }

    /** An executor drops a task that throws once; this one is tried again. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the flush failed and will be tried again", e);
        }
    }

    private <T> Optional<T> onFlushThread(Callable<T> task, Duration limit) {
        try {
            return Optional.of(flushThread.submit(task).get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("the flush takes longer than {} s and goes on behind", limit.toSeconds());
        } catch (ExecutionException e) {
            LOG.error("the flush failed", e.getCause());
        }
        return Optional.empty();
    }

    private static ObjectStore objects(StoreSettings settings) {
        return settings instanceof StoreSettings.S3 s3
                ? new R2ObjectStore(s3.location())
                : DirectoryObjectStore.open(((StoreSettings.Folder) settings).path());
    }

    private static <T extends AutoCloseable> T opening(Deque<AutoCloseable> opened, T part) {
        opened.push(part);
        return part;
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        for (AutoCloseable part = opened.poll(); part != null; part = opened.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("closing {}: {}", part.getClass().getSimpleName(), e.getMessage());
            }
        }
    }
}
