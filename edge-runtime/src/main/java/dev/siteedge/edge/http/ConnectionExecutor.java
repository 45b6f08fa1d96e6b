package dev.siteedge.edge.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.TryExecutor;

/**
 * The threads of connections: the pool, but for a connection that goes on with its next request because an {@link
 * AnsweringThread} answered the one before. That does not block: {@link Router} hands on what does.
 */
final class ConnectionExecutor implements TryExecutor {
    private final TryExecutor pool;

    ConnectionExecutor(TryExecutor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        if (task instanceof Connection && Thread.currentThread() instanceof AnsweringThread) {
            task.run();
        } else {
            pool.execute(task);
        }
    }

    @Override
    public boolean tryExecute(Runnable task) {
        return pool.tryExecute(task);
    }
}
