package dev.siteedge.edge.collect;

import dev.siteedge.edge.collect.UserAgents.Agent;
import dev.siteedge.edge.http.Bodies;
import dev.siteedge.edge.http.BodyMemory;
import dev.siteedge.edge.http.Callers;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.Problems;
import dev.siteedge.edge.http.RateLimit;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.shard.Intake;
import dev.siteedge.edge.shard.OverloadedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the two ways to send events share: reading, who sends, the pipeline, and the answer once it is on disk. */
abstract class CollectingHandler extends Handler.Abstract {
    private static final String HTTPS = "https://";

    final BodyParser parser = new BodyParser();
    private final Parts parts;

    /** What all of them work with. */
    record Parts(
            RateLimit limit,
            BodyMemory memory,
            Callers callers,
            UserAgents agents,
            Pipeline pipeline,
            Intake intake,
            Clock clock) {}

    /** What is done with a whole body. */
    interface Work {
        void run(byte[] body, Sender sender);
    }

    CollectingHandler(Parts parts) {
        this.parts = parts;
    }

    /**
     * Where to work on a whole body.
     *
     * @param later on a thread that is not to be kept, else on the one that read the body
     */
    abstract Executor workers(Request request, boolean later);

    Caller caller(Request request) {
        return parts.callers().of(request);
    }

    RateLimit limit() {
        return parts.limit();
    }

    Outcome run(Body body, Sender sender) {
        return parts.pipeline().run(new Arrival(body, sender));
    }

    /**
     * Reads without blocking a thread, then works; failures of both are answered.
     *
     * @param trusted the request was made by a person at this machine
     */
    void collect(
            Request request,
            Response response,
            Callback callback,
            int maxBytes,
            Caller caller,
            boolean trusted,
            Work work) {
        CompletableFuture<Void> unused = Bodies.read(request, maxBytes, parts.memory(), body -> {
                    CompletableFuture<Agent> agent = parts.agents().of(caller.userAgent());
                    return agent.thenAcceptAsync(
                            known -> work.run(body, sender(request, caller, known, trusted)),
                            workers(request, !agent.isDone()));
                })
                .exceptionally(failure -> {
                    Problems.write(response, callback, failure);
                    return null;
                });
    }

    /** Refuses early what would be refused after all work on it. */
    void requireRoom(int events) {
        if (!parts.intake().hasRoom(events)) {
            throw overloaded(new OverloadedException("too many events are under way", 1));
        }
    }

    /** Answers on whichever thread the intake says it on. */
    void submit(List<Routed> events, Response response, Callback callback, Runnable accepted) {
        CompletableFuture<Void> unused = parts.intake().submit(events).whenComplete((done, failure) -> {
            if (failure == null) {
                accepted.run();
            } else {
                Problems.write(response, callback, translated(failure));
            }
        });
    }

    private Sender sender(Request request, Caller caller, Agent agent, boolean trusted) {
        HttpFields headers = request.getHeaders();
        String host = Request.getServerName(request);
        return new Sender(
                caller,
                agent,
                originHost(headers.get(HttpHeader.ORIGIN), host),
                host == null ? "" : host.toLowerCase(Locale.ROOT),
                "1".equals(headers.get("Sec-GPC")),
                "1".equals(headers.get("DNT")),
                trusted,
                parts.clock().instant());
    }

    /** Nobody looks at the page yet, if ever. */
    static boolean isPrefetch(Request request) {
        HttpFields headers = request.getHeaders();
        String purpose = headers.get("Sec-Purpose");
        return (purpose != null && purpose.startsWith("prefetch"))
                || "prefetch".equals(headers.get("Purpose"))
                || "prefetch".equals(headers.get("X-Moz"));
    }

    private static String originHost(@Nullable String origin, @Nullable String own) {
        if (origin == null) {
            return "";
        }
        // Nearly every page is of the host that it sends to.
        if (own != null
                && origin.length() == HTTPS.length() + own.length()
                && origin.startsWith(HTTPS)
                && origin.endsWith(own)) {
            return own.toLowerCase(Locale.ROOT);
        }
        try {
            String host = new URI(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Throwable translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof OverloadedException overloaded ? overloaded(overloaded) : failure;
    }

    private static HttpProblem overloaded(OverloadedException reason) {
        return new HttpProblem(503, "overloaded", reason.getMessage() + " Try again later.")
                .with("Retry-After", Integer.toString(reason.retryAfterSeconds()));
    }
}
