package dev.siteedge.edge.shard;

import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A log in memory whose disk is the test: what is appended is durable when the test says so. */
final class ManualLog implements EventLog {
    private record Append(List<? extends LogEntry> entries, CompletableFuture<Long> done) {}

    private final Deque<Append> waiting = new ArrayDeque<>();
    private final List<Batch> batches = new ArrayList<>();
    private final Map<String, String> notes = new HashMap<>();
    private Consumer<Batch> listener = batch -> {};
    private long next = 1;

    /** Appends that are not durable yet. */
    int waiting() {
        return waiting.size();
    }

    /** Makes the oldest waiting append durable, with the time it is received. */
    void commit(long received) {
        Append append = waiting.remove();
        List<Batch.Logged> entries = new ArrayList<>();
        long first = next;
        for (LogEntry entry : append.entries()) {
            entries.add(new Batch.Logged(next++, 100, entry));
        }
        Batch batch = new Batch(received, entries);
        batches.add(batch);
        listener.accept(batch);
        append.done().complete(first);
    }

    void commitAll(long received) {
        while (!waiting.isEmpty()) {
            commit(received);
        }
    }

    /** Answers the oldest waiting append with a failure; it is not logged. */
    void refuse(RuntimeException failure) {
        waiting.remove().done().completeExceptionally(failure);
    }

    List<Batch> batches() {
        return List.copyOf(batches);
    }

    @Override
    public String id() {
        return "manual";
    }

    @Override
    public long nextPosition() {
        return next;
    }

    @Override
    public long firstPosition() {
        return batches.isEmpty() ? next : batches.get(0).entries().get(0).position();
    }

    @Override
    public long bytes() {
        return batches.stream()
                .mapToLong(batch -> 100L * batch.entries().size())
                .sum();
    }

    @Override
    public CompletableFuture<Long> append(List<? extends LogEntry> entries) {
        Append append = new Append(List.copyOf(entries), new CompletableFuture<>());
        waiting.add(append);
        return append.done();
    }

    @Override
    public void deliverTo(Consumer<Batch> receiver) {
        listener = receiver;
    }

    @Override
    public void read(long from, Consumer<Batch> reader) {
        batches.stream().filter(batch -> batch.last() >= from).forEach(reader);
    }

    @Override
    public CompletableFuture<Void> trim(long through) {
        batches.removeIf(batch -> batch.last() <= through);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> purge(long through) {
        return trim(through);
    }

    @Override
    public CompletableFuture<Void> note(String key, String value) {
        notes.put(key, value);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String note(String key) {
        return notes.getOrDefault(key, "");
    }

    @Override
    public void close() {}
}
