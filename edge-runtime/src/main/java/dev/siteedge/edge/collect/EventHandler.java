package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.http.Bodies;
import dev.siteedge.edge.http.Callers;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.LoopbackRule;
import dev.siteedge.edge.http.Problems;
import dev.siteedge.edge.http.RateLimit;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.shard.Intake;
import dev.siteedge.edge.shard.OverloadedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/event}: one event as a JSON object of at most {@link Limits#MAX_BODY_BYTES}, whatever its content type.
 * 202 {@code ok} once it is on disk; 202 with {@code x-site-edge-dropped: reason} when it was dropped on purpose; 400 or
 * 413 with {@code {"error","message"}}; 429 and 503 with Retry-After. No thread waits for body or disk.
 */
public final class EventHandler extends Handler.Abstract {
    private static final String DROPPED = "x-site-edge-dropped";
    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    private final BodyParser parser = new BodyParser();
    private final RateLimit limit;
    private final Callers callers;
    private final Pipeline pipeline;
    private final Intake intake;
    private final Clock clock;

    EventHandler(RateLimit limit, Callers callers, Pipeline pipeline, Intake intake, Clock clock) {
        this.limit = limit;
        this.callers = callers;
        this.pipeline = pipeline;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caller caller = callers.of(request);
        limit.admit(request, caller);
        CompletableFuture<byte[]> unused = Bodies.read(request, Limits.MAX_BODY_BYTES)
                .whenComplete((bytes, failure) -> {
                    if (failure != null) {
                        Problems.write(response, callback, failure);
                    } else {
                        collect(bytes, caller, request, response, callback);
                    }
                });
        return true;
    }

    private void collect(byte[] bytes, Caller caller, Request request, Response response, Callback callback) {
        try {
            if (isPrefetch(request.getHeaders())) {
                accepted(response, callback, "prefetch");
                return;
            }
            Outcome outcome = pipeline.run(arrival(parser.parse(bytes), caller, request));
            if (outcome instanceof Outcome.Dropped dropped) {
                accepted(response, callback, dropped.reason());
            } else if (outcome instanceof Draft draft) {
                submit(draft, request, response, callback);
            }
        } catch (RuntimeException e) {
            Problems.write(response, callback, e);
        }
    }

    /** Nobody looks at the page yet, if ever. */
    private static boolean isPrefetch(HttpFields headers) {
        String purpose = headers.get("Sec-Purpose");
        return (purpose != null && purpose.startsWith("prefetch"))
                || "prefetch".equals(headers.get("Purpose"))
                || "prefetch".equals(headers.get("X-Moz"));
    }

    /** Answers on one of the server's threads: the log's own has the next batch to write. */
    private void submit(Draft draft, Request request, Response response, Callback callback) {
        CompletableFuture<Void> unused = intake.submit(draft.routed())
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure == null) {
                                accepted(response, callback, null);
                            } else {
                                Problems.write(response, callback, translated(failure));
                            }
                        },
                        request.getComponents().getExecutor());
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

    private Arrival arrival(Body body, Caller caller, Request request) {
        HttpFields headers = request.getHeaders();
        String host = Request.getServerName(request);
        return new Arrival(
                body,
                caller,
                originHost(headers.get(HttpHeader.ORIGIN)),
                host == null ? "" : host.toLowerCase(Locale.ROOT),
                "1".equals(headers.get("Sec-GPC")),
                "1".equals(headers.get("DNT")),
                LoopbackRule.holds(request),
                clock.instant());
    }

    private static String originHost(@Nullable String origin) {
        try {
            String host = origin == null ? null : new URI(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Throwable translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof OverloadedException overloaded
                ? new HttpProblem(503, "overloaded", overloaded.getMessage() + " Try again later.")
                        .with("Retry-After", Integer.toString(overloaded.retryAfterSeconds()))
                : failure;
    }
}
