package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.shard.Intake;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was submitted; completes at once, or as the test says. */
public final class FakeIntake implements Intake {
    private final List<Routed> submitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    private volatile int room = Integer.MAX_VALUE;

    @Override
    public int shards() {
        return 64;
    }

    @Override
    public boolean hasRoom(int events) {
        return events <= room;
    }

    @Override
    public CompletableFuture<Void> submit(List<Routed> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("at least one event");
        }
        calls.incrementAndGet();
        submitted.addAll(events);
        return answer;
    }

    /** So many events would be taken. */
    public void setRoom(int events) {
        room = events;
    }

    public void answerWith(CompletableFuture<Void> future) {
        answer = future;
    }

    /** How often something was submitted. */
    public int calls() {
        return calls.get();
    }

    public List<Routed> submitted() {
        return submitted;
    }

    public List<Event> events() {
        return submitted.stream().map(Routed::event).toList();
    }
}
