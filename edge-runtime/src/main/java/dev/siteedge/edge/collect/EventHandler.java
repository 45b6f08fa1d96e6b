package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.http.LoopbackRule;
import dev.siteedge.edge.identity.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
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
    private static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    EventHandler(Parts parts) {
        super(parts);
    }

    /** Neither parsing nor logging blocks: the thread that reads the request does all of it. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    Executor workers(Request request, boolean later) {
        return later ? request.getComponents().getExecutor() : Runnable::run;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caller caller = caller(request);
        boolean trusted = LoopbackRule.holds(request);
        if (!trusted) {
            limit().admit(caller, 1);
        }
        collect(
                request,
                response,
                callback,
                Limits.MAX_BODY_BYTES,
                caller,
                trusted,
                (body, sender) -> collect(body, sender, request, response, callback));
        return true;
    }

    private void collect(byte[] body, Sender sender, Request request, Response response, Callback callback) {
        if (isPrefetch(request)) {
            accepted(response, callback, "prefetch");
            return;
        }
        Outcome outcome = run(parser.parse(body), sender);
        if (outcome instanceof Outcome.Dropped dropped) {
            accepted(response, callback, dropped.reason());
        } else if (outcome instanceof Draft draft) {
            submit(draft.routed(), response, callback, () -> accepted(response, callback, null));
        }
    }

    private static void accepted(Response response, Callback callback, @Nullable String dropped) {
        response.setStatus(202);
        response.getHeaders().put(TEXT);
        response.getHeaders().put(NO_STORE);
        if (dropped != null) {
            response.getHeaders().put(DROPPED, dropped);
        }
        response.write(true, ByteBuffer.wrap(OK), callback);
    }
}
