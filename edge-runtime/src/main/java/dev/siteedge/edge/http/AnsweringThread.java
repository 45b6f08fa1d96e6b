package dev.siteedge.edge.http;

/**
 * A thread that answers requests which other threads read. What a connection wants to do next, without waiting for
 * anything, it does itself: handing each on to the pool would wake another thread for every answer.
 */
public final class AnsweringThread extends Thread {
    public AnsweringThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }
}
