package dev.siteedge.edge.store;

import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves rows into the table, one caller at a time: at the start those of the log's tail, while the rest of it is still
 * read; then those that the shards make. After {@link #pull} the table has every row of what was acknowledged before the
 * call, whoever moved it.
 */
public final class RowFeed {
    private static final int TYPICAL_ROW_BYTES = 500;
    private static final int MIN_WAITING = 8;

    private static final long LOOK_MILLIS = 20;

    /** At once, of the log's tail. */
    static final int RECOVERED_ROWS = 10_000;

    private final Shards shards;
    private final RowTable table;
    private final Executor mover;
    private final BlockingQueue<List<Row>> waiting;
    private volatile @Nullable RuntimeException failure;

    /** @param mover where rows of the log's tail are moved when too many wait */
    public RowFeed(Shards shards, RowTable table, Executor mover) {
        this(shards, table, mover, maxWaiting());
    }

    /** @param maxWaiting lists of rows */
    RowFeed(Shards shards, RowTable table, Executor mover, int maxWaiting) {
        this.waiting = new LinkedBlockingQueue<>(maxWaiting);
        this.shards = shards;
        this.table = table;
        this.mover = mover;
    }

    /**
     * Takes rows of the log's tail, before the shards are started. They are moved by the first pull: state comes first, so
     * that the node answers and collects early. When too many wait, they are moved on another thread, and the caller waits.
     *
     * @param rows at most {@value #RECOVERED_ROWS}
     * @throws RuntimeException what the table said when it refused earlier ones
     */
    void recovered(List<Row> rows) {
        try {
            if (!waiting.offer(rows)) {
                mover.execute(this::moveRecovered);
                while (!waiting.offer(rows, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    rethrowFailure();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log was read", e);
        }
    }

    /** Lists of rows in a quarter of the memory. */
    private static int maxWaiting() {
        long lists = Runtime.getRuntime().maxMemory() / 4 / TYPICAL_ROW_BYTES / RECOVERED_ROWS;
        return (int) Math.max(MIN_WAITING, Math.min(Integer.MAX_VALUE, lists));
    }

    /** Moves what was taken. */
    synchronized void moveWaiting() {
        for (List<Row> next = waiting.peek(); next != null; next = waiting.peek()) {
            table.append(next);
            waiting.remove();
        }
    }

    /**
     * Rows that the table refuses stay here and come first the next time, and nothing more is taken out of the shards
     * until then: a cut can never pass a row that is not in the table.
     *
     * @return how far the table is complete, and how much was logged; the rows are moved
     */
    public synchronized Shards.Drained pull() {
        moveWaiting();
        Shards.Drained drained = shards.drain();
        if (!drained.rows().isEmpty()) {
            waiting.add(drained.rows());
        }
        moveWaiting();
        return drained;
    }

    private void moveRecovered() {
        try {
            moveWaiting();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void rethrowFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
