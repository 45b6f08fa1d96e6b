package dev.siteedge.edge.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/** Lets a few requests through at a time; the others wait without holding a thread, and get a 503 after ten seconds. */
public final class BoundedHandler extends QoSHandler {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 200;

    /** @param maxConcurrent 1 or more */
    public BoundedHandler(Handler handler, int maxConcurrent) {
        super(handler);
        setMaxRequestCount(maxConcurrent);
        setMaxSuspendedRequestCount(MAX_WAITING);
        setMaxSuspend(MAX_WAIT);
    }

    @Override
    protected void reject(Request request, Response response, Callback callback, int status) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        ProblemJson.write(
                response,
                callback,
                new HttpProblem(status, "overloaded", "too many questions are under way. Ask again in a second."));
    }
}
