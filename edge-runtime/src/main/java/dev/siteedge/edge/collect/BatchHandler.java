package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.LoopbackRule;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.log.Routed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/events}: 1 to 1,000 events of one sender as a JSON array or as NDJSON, each as {@code POST /api/event}
 * takes it. What is an event is logged with one append, all or none, and answered 202 once it is on disk; what is none is
 * named in {@link BatchAnswer}. 400 when the body is no batch or holds no event; 413 when it is too large; 429 and 503 with
 * Retry-After, and then nothing was logged. A token that may write lifts the rate limit and lets an event say by
 * {@code timestamp} when it happened.
 */
public final class BatchHandler extends CollectingHandler {
    /** Clocks differ: so much ahead is taken for now. */
    private static final long MAX_AHEAD_MILLIS = 5_000;

    private static final int THREAD_SECONDS = 10;

    private final BatchLines lines = new BatchLines();
    private final Access access;
    private final Executor workers = workers(Runtime.getRuntime().availableProcessors());

    BatchHandler(Parts parts, Access access) {
        super(parts);
        this.access = access;
    }

    /**
     * As many as there are processors: with more, the threads behind them, which make room, would get no turn. What waits
     * is bounded by connections and by the memory of bodies.
     */
    private static Executor workers(int threads) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                threads, threads, THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "site-edge-batches");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    @Override
    Executor workers(Request request, boolean later) {
        return workers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caller caller = caller(request);
        boolean trusted = LoopbackRule.holds(request);
        HttpProblem mayNotWrite = mayNotWrite(request);
        boolean limited = mayNotWrite != null && !trusted;
        if (limited) {
            limit().admit(caller, 1);
        }
        collect(request, response, callback, Limits.MAX_BATCH_BYTES, caller, trusted, (body, sender) -> {
            List<BatchLines.Line> events = lines.of(body, request.getHeaders().get(HttpHeader.CONTENT_TYPE));
            requireRoom(events.size());
            if (limited && events.size() > 1) {
                limit().admit(caller, events.size() - 1);
            }
            collect(body, events, sender, mayNotWrite, request, response, callback);
        });
        return true;
    }

    /** Why the caller has no right to write, null when it has. */
    private @Nullable HttpProblem mayNotWrite(Request request) {
        try {
            access.requireWrite(request);
            return null;
        } catch (HttpProblem refusal) {
            return refusal;
        }
    }

    private void collect(
            byte[] bytes,
            List<BatchLines.Line> events,
            Sender sender,
            @Nullable HttpProblem mayNotWrite,
            Request request,
            Response response,
            Callback callback) {
        boolean prefetch = isPrefetch(request);
        BatchAnswer answer = new BatchAnswer();
        List<Routed> accepted = new ArrayList<>(events.size());
        for (BatchLines.Line line : events) {
            if (prefetch) {
                answer.dropped("prefetch");
            } else {
                collect(bytes, line, sender, mayNotWrite, accepted, answer);
            }
        }
        if (accepted.isEmpty()) {
            answer(answer, response, callback);
        } else {
            submit(accepted, response, callback, () -> answer(answer, response, callback));
        }
    }

    private void collect(
            byte[] bytes,
            BatchLines.Line line,
            Sender sender,
            @Nullable HttpProblem mayNotWrite,
            List<Routed> accepted,
            BatchAnswer answer) {
        try {
            Outcome outcome = run(body(bytes, line, sender, mayNotWrite), sender);
            if (outcome instanceof Outcome.Dropped dropped) {
                answer.dropped(dropped.reason());
            } else if (outcome instanceof Draft draft) {
                accepted.addAll(draft.routed());
                answer.accepted();
            }
        } catch (HttpProblem problem) {
            answer.refused(problem);
        }
    }

    private Body body(byte[] bytes, BatchLines.Line line, Sender sender, @Nullable HttpProblem mayNotWrite) {
        if (line.length() > Limits.MAX_BODY_BYTES) {
            throw Fault.tooLong("event", line.length(), Limits.MAX_BODY_BYTES, "bytes");
        }
        Body body = parser.parse(bytes, line.from(), line.length(), true);
        Long timestamp = body.timestamp();
        if (timestamp != null) {
            if (mayNotWrite != null) {
                throw mayNotWrite;
            }
            checkTime(timestamp, sender.at().toEpochMilli());
        }
        return body;
    }

    private static void checkTime(long timestamp, long now) {
        if (timestamp > now + MAX_AHEAD_MILLIS) {
            throw Fault.of("timestamp_in_future", "timestamp is wrong: " + timestamp + " is in the future.");
        }
        if (timestamp < now - Limits.MAX_LATE_MILLIS) {
            throw Fault.of("timestamp_too_old", "timestamp is wrong: " + timestamp + " is more than 24 hours ago.");
        }
    }

    private static void answer(BatchAnswer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(answer.finished()), callback);
    }
}
