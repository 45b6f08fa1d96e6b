package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.identity.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/event}: one event as a JSON object of at most {@link Limits#MAX_BODY_BYTES}, whatever its content type.
 * 202 {@code ok} once it is on disk; 202 with {@code x-site-edge-dropped: reason} when it was dropped on purpose; 400 or
 * 413 with {@code {"error","message"}}; 429 and 503 with Retry-After. No thread waits for body or disk.
 */
public final class EventHandler extends CollectingHandler {
    private static final String DROPPED = "x-site-edge-dropped";
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    EventHandler(Parts parts) {
        super(parts);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caller caller = caller(request);
        limit().admit(request, caller);
        read(
                request,
                Limits.MAX_BODY_BYTES,
                response,
                callback,
                bytes -> collect(bytes, caller, request, response, callback));
        return true;
    }

    private void collect(byte[] bytes, Caller caller, Request request, Response response, Callback callback) {
        if (isPrefetch(request)) {
            accepted(response, callback, "prefetch");
            return;
        }
        Outcome outcome = run(parser.parse(bytes), sender(request, caller));
        if (outcome instanceof Outcome.Dropped dropped) {
            accepted(response, callback, dropped.reason());
        } else if (outcome instanceof Draft draft) {
            submit(draft.routed(), request, response, callback, () -> accepted(response, callback, null));
        }
    }

    private static void accepted(Response response, Callback callback, @Nullable String dropped) {
        response.setStatus(202);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (dropped != null) {
            response.getHeaders().put(DROPPED, dropped);
        }
        response.write(true, ByteBuffer.wrap(OK), callback);
    }
}
