package dev.siteedge.edge.preview;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One browser's server-sent events: the state, as often as it changes. Whoever reads slowly misses what was in between
 * and gets the newest.
 */
final class EventStream {
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
    void send() {
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
        boolean close;
        synchronized (this) {
            writing = false;
            more = again;
            close = ended;
        }
        if (close) {
            finish();
        } else if (more) {
            send();
        }
    }

    /** Ends the answer, after the write under way. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            if (writing) {
                return;
            }
        }
        finish();
    }

    private void finish() {
        state.forget(this);
        response.write(true, ByteBuffer.allocate(0), callback);
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
