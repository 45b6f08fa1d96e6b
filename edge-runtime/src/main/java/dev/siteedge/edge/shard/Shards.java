package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Erased;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.LogFullException;
import dev.siteedge.edge.log.LogStoppedException;
import dev.siteedge.edge.log.Routed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * All shards of a node, spread over a few threads. In two phases: {@link #restore} and {@link #replay} on the opening
 * thread, then {@link #start}; from there on the log's writer hands over each durable batch.
 */
public final class Shards implements Intake, AutoCloseable {
    /** Between acceptance and the row table. */
    private static final int MAX_EVENTS = 200_000;

    private static final long MAX_BYTES = 128L << 20;
    private static final int RETRY_SECONDS = 1;

    private final EventLog log;
    private final int count;
    private final Recovered recovered = new Recovered();
    private final Map<Integer, Shard> shards = new HashMap<>();
    private final List<ShardWorker> workers = new ArrayList<>();
    private final Permits permits = new Permits(MAX_EVENTS, MAX_BYTES);
    private volatile boolean refusing;
    /** Written by the log's writer alone. */
    private volatile long deliveredThrough;

    private volatile long deliveredBytes;
    private volatile long deliveredReceived = Long.MIN_VALUE;
    /** Held while a batch is handed to several workers: a snapshot is of all of it or of nothing. */
    private final Object delivery = new Object();

    /**
     * @param count the number of logical shards
     * @param threads 1 or more
     */
    public Shards(EventLog log, int count, int threads, FailStop failStop) {
        this(log, count);
        for (int worker = 0; worker < threads; worker++) {
            workers.add(new ShardWorker("site-edge-shards-" + worker, own(worker, threads), permits, failStop));
        }
    }

    /**
     * Shards without threads, for whoever runs all parts of a node on one.
     *
     * @param turns runs a worker when a message has come in for it
     */
    public Shards(EventLog log, int count, int workers, FailStop failStop, Executor turns) {
        this(log, count);
        for (int worker = 0; worker < workers; worker++) {
            this.workers.add(new ShardWorker(own(worker, workers), permits, failStop, turns));
        }
    }

    private Shards(EventLog log, int count) {
        this.log = log;
        this.count = count;
        for (int i = 0; i < count; i++) {
            shards.put(i, new Shard(recovered));
        }
    }

    private Map<Integer, Shard> own(int worker, int workerCount) {
        Map<Integer, Shard> own = new HashMap<>();
        for (int shard = worker; shard < count; shard += workerCount) {
            own.put(shard, shard(shard));
        }
        return own;
    }

    /** Takes over the state at a snapshot. Before all else. */
    public void restore(StateSnapshot snapshot) {
        snapshot.units()
                .forEach((phase, units) -> units.forEach(
                        unit -> shard(shardOf(phase.site(), unit.unit())).restore(phase, unit)));
        // No unit of these comes again, so any shard may have them.
        snapshot.totals()
                .forEach(
                        (phase, totals) -> totals.forEach((variant, total) -> shard(0).restore(phase, variant, total)));
        recovered.add(snapshot);
    }

    /** A stored row counts as known, though it is older than what else is taken over. Before {@link #replay}. */
    public void restoreId(Row row) {
        recovered.addId(row);
    }

    /** Takes over one stored row; rows come in the order of their positions. Before {@link #replay}. */
    public void restore(Row row) {
        if (row.event() instanceof ExperimentEvent fact) {
            shard(shardOf(fact)).restore(row);
        }
        recovered.add(row);
    }

    /** Folds a batch of the log's tail. After {@link #restore}, before {@link #start}. */
    public List<Row> replay(Batch batch) {
        List<Row> rows = new ArrayList<>();
        deliveredReceived = batch.received();
        for (Batch.Logged logged : batch.entries()) {
            if (logged.entry() instanceof Erased erased) {
                erase(erased.site());
                rows.removeIf(row -> row.event().site().equals(erased.site()));
            } else if (logged.entry() instanceof Routed routed) {
                Row row = shard(routed.shard()).apply(logged.position(), batch.received(), routed);
                if (row != null) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** Forgets all of a site that was restored or replayed. Before {@link #start}. */
    public void erase(String site) {
        shards.values().forEach(shard -> shard.erase(site));
        recovered.erase(site);
    }

    /** Starts the threads and takes what the log makes durable. */
    public void start() {
        recovered.seal();
        deliveredReceived = Math.max(deliveredReceived, recovered.newest());
        shards.values().forEach(Shard::release);
        workers.forEach(ShardWorker::start);
        deliveredThrough = log.nextPosition() - 1;
        log.deliverTo(this::deliver);
    }

    @Override
    public int shards() {
        return count;
    }

    @Override
    public boolean hasRoom(int events) {
        return !refusing && permits.has(events);
    }

    @Override
    public CompletableFuture<Void> submit(List<Routed> events) {
        if (refusing || !permits.tryTake(events.size())) {
            return CompletableFuture.failedFuture(new OverloadedException(
                    refusing ? "the data folder is being closed" : "too many events are under way", RETRY_SECONDS));
        }
        return append(events).handle((position, failure) -> {
            if (failure != null) {
                permits.giveBack(events.size(), 0);
                throw refusal(failure);
            }
            return null;
        });
    }

    /** Fails when an event can't be logged at all: a shard that is not there, text that is not Unicode. */
    private CompletableFuture<Long> append(List<Routed> events) {
        try {
            List<Routed> routed = new ArrayList<>(events.size());
            for (Routed event : events) {
                routed.add(home(event));
            }
            return log.append(routed);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * The rows made since the last time, in the order of their positions. A row above {@code through} may be among them
     * while one below it is still to come.
     *
     * @param through all rows up to this position have been drained now or before
     * @param bytes how much was logged so far, since the start
     */
    public record Drained(long through, long bytes, List<Row> rows) {}

    /** Takes out the rows of everything that was acknowledged before the call. */
    public Drained drain() {
        long through = deliveredThrough;
        long bytes = deliveredBytes;
        List<CompletableFuture<List<Row>>> answers =
                workers.stream().map(ShardWorker::drain).toList();
        List<Row> rows = new ArrayList<>();
        answers.forEach(answer -> rows.addAll(answer.join()));
        rows.sort((a, b) -> Long.compare(a.position(), b.position()));
        return new Drained(through, bytes, rows);
    }

    /** Counts by variant of one phase of an experiment, over everything that was acknowledged. */
    public Map<String, VariantCounts> count(String site, String experiment, String phase, String goal) {
        Map<String, VariantCounts> sum = new HashMap<>();
        workers.stream()
                .map(worker -> worker.count(site, experiment, phase, goal))
                .toList()
                .forEach(answer ->
                        answer.join().forEach((variant, counts) -> sum.merge(variant, counts, VariantCounts::plus)));
        return sum;
    }

    /**
     * The minutes of a site, over everything that was acknowledged.
     *
     * @param from the first minute since 1970; those before the last 1,440 are gone
     * @param to the last one, inclusive
     */
    public MinuteSum sum(String site, long from, long to) {
        MinuteSum sum = new MinuteSum();
        // A shard that nobody visits does not move its ring on.
        long oldest = Math.max(from, MinuteRing.minute(deliveredReceived) - MinuteRing.MINUTES + 1);
        recovered.minutes().addTo(sum, site, oldest, to);
        workers.stream().map(worker -> worker.sum(site, oldest, to)).toList().forEach(answer -> sum.add(answer.join()));
        return sum;
    }

    /** The state after exactly those events that were handed over before the call. Blocks for as long as copying takes. */
    public StateSnapshot snapshot() {
        long position;
        long received;
        List<CompletableFuture<List<Shard.Copy>>> answers;
        synchronized (delivery) {
            position = deliveredThrough;
            received = deliveredReceived;
            answers = workers.stream().map(ShardWorker::copy).toList();
        }
        List<Shard.Copy> copies = new ArrayList<>();
        answers.forEach(answer -> copies.addAll(answer.join()));
        return StateSnapshot.of(position, received, recovered, copies);
    }

    /** The caller holds back what the log hands over, in the middle of {@link #snapshot}. */
    boolean holdsBack() {
        return Thread.holdsLock(delivery);
    }

    /** Answers every later submit with {@link OverloadedException}. */
    public void refuse() {
        refusing = true;
    }

    @Override
    public void close() {
        refuse();
        try {
            for (ShardWorker worker : workers) {
                worker.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the log's writer thread writes
    private void deliver(Batch batch) {
        List<List<Batch.Logged>> byWorker = new ArrayList<>();
        workers.forEach(worker -> byWorker.add(new ArrayList<>()));
        long bytes = 0;
        for (Batch.Logged logged : batch.entries()) {
            if (logged.entry() instanceof Routed routed) {
                byWorker.get(routed.shard() % workers.size()).add(logged);
                bytes += logged.bytes();
            } else if (logged.entry() instanceof Erased) {
                byWorker.forEach(worker -> worker.add(logged));
            }
        }
        permits.weigh(bytes);
        deliveredBytes += bytes;
        synchronized (delivery) {
            batch.entries().stream()
                    .map(Batch.Logged::entry)
                    .filter(Erased.class::isInstance)
                    .forEach(erased -> recovered.erase(((Erased) erased).site()));
            for (int worker = 0; worker < byWorker.size(); worker++) {
                if (!byWorker.get(worker).isEmpty()) {
                    workers.get(worker).fold(batch.received(), byWorker.get(worker));
                }
            }
            deliveredReceived = batch.received();
            deliveredThrough = batch.last();
        }
    }

    /** Experiment facts go to the shard of their unit whatever the caller says, so that stored rows find it again. */
    private Routed home(Routed routed) {
        if (routed.event() instanceof ExperimentEvent fact) {
            return new Routed(shardOf(fact), fact, routed.at());
        }
        shard(routed.shard());
        return routed;
    }

    private int shardOf(ExperimentEvent fact) {
        return shardOf(fact.site(), fact.unit());
    }

    private int shardOf(String site, String unit) {
        return (int) Long.remainderUnsigned(Fingerprint.of(site, unit), count);
    }

    private Shard shard(int number) {
        Shard shard = shards.get(number);
        if (shard == null) {
            throw new IllegalArgumentException("shard is wrong: " + number + "; 0 to " + (count - 1));
        }
        return shard;
    }

    private static CompletionException refusal(Throwable failure) {
        if (failure instanceof LogFullException || failure instanceof LogStoppedException) {
            return new CompletionException(
                    new OverloadedException(String.valueOf(failure.getMessage()), RETRY_SECONDS));
        }
        return new CompletionException(failure);
    }
}
