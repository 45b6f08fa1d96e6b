package dev.siteedge.edge.preview;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One browser's server-sent events: the state, as often as it changes. Whoever reads slowly misses what was in between
 * and gets the newest.
 */
final class EventStream implements Runnable {
    private final PreviewState state;
    private final Response response;
    private final Callback callback;
    private boolean writing;
    private boolean again;
    private boolean ended;

    EventStream(PreviewState state, Response response, Callback callback) {
        this.state = state;
        this.response = response;
        this.callback = callback;
    }

    /** Sends the state now, or when the write under way has ended. */
    @Override
    public void run() {
        synchronized (this) {
            again = writing;
            if (writing || ended) {
                return;
            }
            writing = true;
        }
        String event = "data: " + state.json() + "\n\n";
        response.write(
                false,
                ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)),
                Callback.from(this::written, this::gone));
    }

    private void written() {
        boolean more;
        synchronized (this) {
            writing = false;
            more = again;
        }
        if (more) {
            run();
        }
    }

    /** The browser closed the page. */
    private void gone(Throwable why) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        state.forget(this);
        callback.failed(why);
    }
}
