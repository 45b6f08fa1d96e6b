package dev.siteedge.edge.store;

import dev.siteedge.edge.log.Cut;
import dev.siteedge.edge.log.EventLog;
import dev.siteedge.edge.log.LogFullException;
import dev.siteedge.edge.shard.Shards;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Where the log is cut into objects: when the next cut is due, and those that no file has yet, in order. */
final class Cuts {
    private final EventLog log;
    private final RowTable rows;
    private final FlushRules rules;
    private final Clock clock;
    private final StoreLink link;
    private final Deque<Cut> open = new ArrayDeque<>();
    private long nextFrom;
    private long lastMillis;
    private long bytesAtLast;

    Cuts(EventLog log, RowTable rows, FlushRules rules, Clock clock, StoreLink link, Recovery.Start start) {
        this.log = log;
        this.rows = rows;
        this.rules = rules;
        this.clock = clock;
        this.link = link;
        this.open.addAll(start.cuts());
        this.nextFrom = start.nextFrom();
        this.lastMillis = clock.millis();
    }

    boolean isDue(Shards.Drained drained) {
        return drained.bytes() - bytesAtLast >= rules.bytes() || StoreLink.isOver(clock, rules.interval(), lastMillis);
    }

    /** Whether anything was drained that no cut covers. */
    boolean isBehind(Shards.Drained drained) {
        return drained.through() >= nextFrom;
    }

    /** Cuts when there are rows, which all are in the table. */
    void cut(Shards.Drained drained, long epoch) {
        lastMillis = clock.millis();
        bytesAtLast = drained.bytes();
        if (isBehind(drained) && rows.hasRows(nextFrom, drained.through())) {
            log(drained, epoch);
        }
    }

    /** Logs a cut, also one without rows; there is none when the disk is full. */
    void log(Shards.Drained drained, long epoch) {
        Cut cut = new Cut(nextFrom, drained.through(), epoch);
        try {
            log.append(List.of(cut)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogFullException full) {
                link.report(full);
                return;
            }
            throw e;
        }
        open.add(cut);
        nextFrom = cut.to() + 1;
    }

    /** The oldest that no file has. */
    @Nullable Cut peek() {
        return open.peek();
    }

    void removeFirst() {
        open.remove();
    }

    void removeThrough(long position) {
        open.removeIf(cut -> cut.to() <= position);
    }

    int size() {
        return open.size();
    }
}
