package dev.siteedge.edge.experiment;

import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.shard.Intake;
import dev.siteedge.edge.shard.OverloadedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given, or refuses it. */
final class FakeIntake implements Intake {
    final List<Routed> taken = new CopyOnWriteArrayList<>();
    boolean overloaded;

    @Override
    public int shards() {
        return 64;
    }

    @Override
    public boolean hasRoom(int events) {
        return !overloaded;
    }

    @Override
    public CompletableFuture<Void> submit(List<Routed> events) {
        if (overloaded) {
            return CompletableFuture.failedFuture(new OverloadedException("the log is full", 5));
        }
        taken.addAll(events);
        return CompletableFuture.completedFuture(null);
    }
}
