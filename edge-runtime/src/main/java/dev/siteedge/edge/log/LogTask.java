package dev.siteedge.edge.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the log's writer does, in order; whoever waits for one hears of its failure by {@link #fail}. */
sealed interface LogTask {
    default void fail(RuntimeException failure) {}

    record Append(List<LogEntry> entries, EntryCodec.Encoded encoded, CompletableFuture<Long> done) implements LogTask {
        int bytes() {
            return encoded.sequence().length;
        }

        /** A cut, or what else makes room or is asked by us: never refused for lack of room. */
        boolean isHousekeeping() {
            return !(entries.get(0) instanceof Routed);
        }

        @Override
        public void fail(RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }

    /** @param purged nothing of them may be left in the files */
    record Trim(long through, boolean purged, CompletableFuture<Void> done) implements LogTask {
        @Override
        public void fail(RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }

    record Note(String key, String value, CompletableFuture<Void> done) implements LogTask {
        @Override
        public void fail(RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }

    /** @param keptBytes of what trimming freed */
    record GiveBack(long keptBytes) implements LogTask {}

    record LookForRoom() implements LogTask {}

    record Stop() implements LogTask {}

    record Idle() implements LogTask {}
}
