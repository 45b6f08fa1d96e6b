package dev.siteedge.edge.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A {@link SqliteEventLog} without its thread: the writer goes on when it is told to, and while somebody waits for it. All
 * on one thread.
 */
public final class SteppedLog implements EventLog {
    private final SqliteEventLog log;

    SteppedLog(SqliteEventLog log) {
        this.log = log;
    }

    /** One turn of the writer; false when it has nothing to do. */
    public boolean step() {
        return log.step();
    }

    @Override
    public String id() {
        return log.id();
    }

    @Override
    public long nextPosition() {
        return log.nextPosition();
    }

    @Override
    public long firstPosition() {
        return log.firstPosition();
    }

    @Override
    public long bytes() {
        return log.bytes();
    }

    @Override
    public CompletableFuture<Long> append(List<? extends LogEntry> entries) {
        return stepped(log.append(entries));
    }

    @Override
    public void deliverTo(Consumer<Batch> listener) {
        log.deliverTo(listener);
    }

    @Override
    public void read(long from, Consumer<Batch> reader) {
        log.read(from, reader);
    }

    @Override
    public CompletableFuture<Void> trim(long through) {
        return stepped(log.trim(through));
    }

    @Override
    public CompletableFuture<Void> purge(long through) {
        return stepped(log.purge(through));
    }

    @Override
    public CompletableFuture<Void> note(String key, String value) {
        return stepped(log.note(key, value));
    }

    @Override
    public String note(String key) {
        return log.note(key);
    }

    @Override
    public void close() {
        log.close();
        boolean more = true;
        while (more) {
            more = log.step();
        }
    }

    private <T> CompletableFuture<T> stepped(CompletableFuture<T> answer) {
        Stepped<T> future = new Stepped<>(this);
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    /** Whoever waits for it lets the writer go on. */
    private static final class Stepped<T> extends CompletableFuture<T> {
        private final SteppedLog log;

        Stepped(SteppedLog log) {
            this.log = log;
        }

        @Override
        public T join() {
            while (!isDone()) {
                if (!log.step() && !isDone()) {
                    throw new AssertionError("somebody waits for a log that has nothing to do");
                }
            }
            return super.join();
        }

        /** Continues a future of this kind with another of it. */
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Stepped<>(log);
        }
    }
}
