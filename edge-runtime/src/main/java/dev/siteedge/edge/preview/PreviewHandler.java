package dev.siteedge.edge.preview;

import dev.siteedge.edge.http.EventStream;
import dev.siteedge.edge.http.HttpProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/** {@code GET /_edge/preview/script.js} and {@code /_edge/preview/events}, which pages of a preview ask for. */
public final class PreviewHandler extends Handler.Abstract.NonBlocking implements Graceful {
    /** Where it is mounted, whatever the site's baseurl. */
    public static final String PATH = "/_edge/preview";

    static final String SCRIPT = PATH + "/script.js";
    static final String EVENTS = PATH + "/events";
    private static final int MAX_STREAMS = 100;
    /** Below the time after which an idle connection is closed. */
    private static final int BEAT_SECONDS = 10;

    private final PreviewState state;
    private final byte[] script = script();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "preview-beat");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean stopping;

    public PreviewHandler(PreviewState state) {
        this.state = state;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (path.equals(SCRIPT)) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/javascript;charset=utf-8");
            response.write(true, ByteBuffer.wrap(script), callback);
            return true;
        }
        if (!path.equals(EVENTS)) {
            return false;
        }
        if (state.listening() >= MAX_STREAMS) {
            throw new HttpProblem(
                    503, "too_many_pages", "too many pages are open: " + MAX_STREAMS + " listen. Close some.");
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
        EventStream stream = new EventStream(state::json, state::forget, response, callback);
        state.listen(stream);
        stream.send();
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Also finds out which pages are gone.
        ScheduledFuture<?> unused =
                beat.scheduleWithFixedDelay(state::tellAll, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** A server that stops waits for requests under way; these would never end. */
    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        state.endAll();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    @Override
    protected void doStop() throws Exception {
        beat.shutdownNow();
        super.doStop();
    }

    private static byte[] script() {
        try (InputStream in = PreviewHandler.class.getResourceAsStream("script.js")) {
            if (in == null) {
                throw new IllegalStateException("script.js of the preview is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
