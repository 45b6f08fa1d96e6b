package dev.siteedge.edge.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One browser's server-sent events: something's state, as often as it changes. Whoever reads slowly misses what was in
 * between and gets the newest. Safe for use by many threads.
 */
public final class EventStream {
    private final Supplier<String> newest;
    private final Consumer<EventStream> ended;
    private final Response response;
    private final Callback callback;
    private boolean writing;
    private boolean again;
    private boolean over;

    /**
     * @param newest one line, asked for each time something is sent
     * @param ended told once, when the browser is gone or after {@link #end}
     */
    public EventStream(Supplier<String> newest, Consumer<EventStream> ended, Response response, Callback callback) {
        this.newest = newest;
        this.ended = ended;
        this.response = response;
        this.callback = callback;
    }

    /** Sends the state now, or when the write under way has ended. */
    public void send() {
        synchronized (this) {
            again = writing;
            if (writing || over) {
                return;
            }
            writing = true;
        }
        String event = "data: " + newest.get() + "\n\n";
        response.write(
                false,
                ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)),
                Callback.from(this::written, this::gone));
    }

    private void written() {
        boolean more;
        boolean close;
        synchronized (this) {
            writing = false;
            more = again;
            close = over;
        }
        if (close) {
            finish();
        } else if (more) {
            send();
        }
    }

    /** Ends the answer, after the write under way. */
    public void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            if (writing) {
                return;
            }
        }
        finish();
    }

    private void finish() {
        ended.accept(this);
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** The browser closed the page. */
    private void gone(Throwable why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        ended.accept(this);
        callback.failed(why);
    }
}
