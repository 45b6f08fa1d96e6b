package dev.siteedge.edge.shard;

import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Erased;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.Routed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One thread and the shards it owns; messages in, rows and counts out. The mailbox is bounded by the permits that are
 * taken before logging, and those come back when the rows are drained.
 */
final class ShardWorker {
    /** Everything a worker is asked. */
    private sealed interface Message permits Fold, Drain, Count, Sum, Copy, Stop {}

    private record Fold(long received, List<Batch.Logged> entries) implements Message {}

    private record Drain(CompletableFuture<List<Row>> rows) implements Message {}

    private record Count(
            String site,
            String experiment,
            String phase,
            String goal,
            CompletableFuture<Map<String, VariantCounts>> counts)
            implements Message {}

    private record Sum(String site, long from, long to, CompletableFuture<MinuteSum> sum) implements Message {}

    private record Copy(CompletableFuture<List<Shard.Copy>> copies) implements Message {}

    private record Stop() implements Message {}

    private final LinkedBlockingQueue<Message> mailbox = new LinkedBlockingQueue<>();
    private final Map<Integer, Shard> shards;
    private final Permits permits;
    private final FailStop failStop;
    private final @Nullable Thread thread;
    private final Executor turns;
    private List<Row> rows = new ArrayList<>();
    private int undrainedEvents;
    private long undrainedBytes;
    private volatile boolean stopped;

    ShardWorker(String name, Map<Integer, Shard> shards, Permits permits, FailStop failStop) {
        this.shards = Map.copyOf(shards);
        this.permits = permits;
        this.failStop = failStop;
        // The thread waits for messages by itself.
        this.turns = turn -> {};
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** @param turns runs the worker when a message has come in, in place of a thread of its own */
    ShardWorker(Map<Integer, Shard> shards, Permits permits, FailStop failStop, Executor turns) {
        this.shards = Map.copyOf(shards);
        this.permits = permits;
        this.failStop = failStop;
        this.turns = turns;
        this.thread = null;
    }

    void start() {
        if (thread != null) {
            thread.start();
        }
    }

    /** Log order is mailbox order: called by the log's writer only. */
    void fold(long received, List<Batch.Logged> entries) {
        put(new Fold(received, entries));
    }

    /** The rows made since the last time, after everything that is in the mailbox now. */
    CompletableFuture<List<Row>> drain() {
        CompletableFuture<List<Row>> answer = new CompletableFuture<>();
        ask(new Drain(answer), answer);
        return answer;
    }

    CompletableFuture<Map<String, VariantCounts>> count(String site, String experiment, String phase, String goal) {
        CompletableFuture<Map<String, VariantCounts>> answer = new CompletableFuture<>();
        ask(new Count(site, experiment, phase, goal, answer), answer);
        return answer;
    }

    /** The site's minutes of a range, both ends inclusive. */
    CompletableFuture<MinuteSum> sum(String site, long from, long to) {
        CompletableFuture<MinuteSum> answer = new CompletableFuture<>();
        ask(new Sum(site, from, to, answer), answer);
        return answer;
    }

    /** The state after everything that is in the mailbox now. */
    CompletableFuture<List<Shard.Copy>> copy() {
        CompletableFuture<List<Shard.Copy>> answer = new CompletableFuture<>();
        ask(new Copy(answer), answer);
        return answer;
    }

    void stop() throws InterruptedException {
        put(new Stop());
        if (thread != null) {
            thread.join();
        }
    }

    private void put(Message message) {
        mailbox.add(message);
        turns.execute(this::workOff);
    }

    private void workOff() {
        try {
            for (Message message = mailbox.poll(); message != null; message = mailbox.poll()) {
                handle(message);
            }
        } catch (RuntimeException | Error e) {
            failStop.stop("a shard broke while folding", e);
        }
    }

    private void ask(Message message, CompletableFuture<?> answer) {
        put(message);
        if (stopped) {
            answer.completeExceptionally(new IllegalStateException("the shards are closed"));
        }
    }

    private void run() {
        try {
            Message message;
            do {
                message = mailbox.take();
                handle(message);
            } while (!(message instanceof Stop));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failStop.stop("a shard broke while folding", e);
        } finally {
            end();
        }
    }

    private void handle(Message message) {
        if (message instanceof Fold fold) {
            fold.entries().forEach(entry -> fold(fold.received(), entry));
        } else if (message instanceof Drain drain) {
            drain(drain.rows());
        } else if (message instanceof Count count) {
            count.counts().complete(counts(count));
        } else if (message instanceof Sum sum) {
            sum.sum().complete(sum(sum));
        } else if (message instanceof Copy copy) {
            copy.copies().complete(shards.values().stream().map(Shard::copy).toList());
        }
    }

    private void fold(long received, Batch.Logged logged) {
        if (logged.entry() instanceof Erased erased) {
            shards.values().forEach(shard -> shard.erase(erased.site()));
            return;
        }
        Routed routed = (Routed) logged.entry();
        Shard shard = shards.get(routed.shard());
        if (shard == null) {
            throw new IllegalStateException("shard " + routed.shard() + " is not of this worker");
        }
        Row row = shard.apply(logged.position(), received, routed);
        if (row != null) {
            rows.add(row);
        }
        undrainedEvents++;
        undrainedBytes += logged.bytes();
    }

    private void drain(CompletableFuture<List<Row>> answer) {
        List<Row> drained = rows;
        rows = new ArrayList<>();
        permits.giveBack(undrainedEvents, undrainedBytes);
        undrainedEvents = 0;
        undrainedBytes = 0;
        answer.complete(drained);
    }

    private Map<String, VariantCounts> counts(Count asked) {
        Map<String, VariantCounts> sum = new HashMap<>();
        for (Shard shard : shards.values()) {
            shard.counts(asked.site(), asked.experiment(), asked.phase(), asked.goal())
                    .forEach((variant, counts) -> sum.merge(variant, counts, VariantCounts::plus));
        }
        return sum;
    }

    private MinuteSum sum(Sum asked) {
        MinuteSum sum = new MinuteSum();
        shards.values().forEach(shard -> shard.addTo(sum, asked.site(), asked.from(), asked.to()));
        return sum;
    }

    private void end() {
        stopped = true;
        for (Message message = mailbox.poll(); message != null; message = mailbox.poll()) {
            IllegalStateException closed = new IllegalStateException("the shards are closed");
            if (message instanceof Drain drain) {
                drain.rows().completeExceptionally(closed);
            } else if (message instanceof Count count) {
                count.counts().completeExceptionally(closed);
            } else if (message instanceof Sum sum) {
                sum.sum().completeExceptionally(closed);
            } else if (message instanceof Copy copy) {
                copy.copies().completeExceptionally(closed);
            }
        }
    }
}
