package dev.siteedge.edge.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.EventStream;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.Json;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/realtime}: server-sent events, a {@link Realtime} as JSON every two seconds. A site is asked for once a
 * beat, however many listen to it.
 */
public final class RealtimeHandler extends Handler.Abstract implements Graceful {
    static final int BEAT_SECONDS = 2;
    static final int MAX_STREAMS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeHandler.class);

    private final Queries queries;
    private final MetricsHandler.ReadableSites sites;
    private final Clock clock;
    private final Map<EventStream, String> siteByStream = new ConcurrentHashMap<>();
    private final Map<String, String> newest = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "site-edge-realtime");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean stopping;

    /** @param sites ids that are known before any event is stored, the served one among them */
    public RealtimeHandler(Queries queries, Access access, Supplier<List<String>> sites, Clock clock) {
        this.queries = queries;
        this.sites = new MetricsHandler.ReadableSites(queries, access, sites);
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String site = site(request);
        if (siteByStream.size() >= MAX_STREAMS) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, BEAT_SECONDS);
            throw new HttpProblem(
                    503, "too_many_streams", "too many dashboards are open: " + MAX_STREAMS + ". Close some.");
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (HttpMethod.HEAD.is(request.getMethod())) {
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
        EventStream stream = new EventStream(
                () -> newest.computeIfAbsent(site, this::json), siteByStream::remove, response, callback);
        siteByStream.put(stream, site);
        stream.send();
        return true;
    }

    private String site(Request request) {
        try {
            return sites.asked(MetricsHandler.ReadableSites.texts(request), request);
        } catch (BadParameterException bad) {
            throw new HttpProblem(400, bad.code(), String.valueOf(bad.getMessage()));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ScheduledFuture<?> unused =
                beat.scheduleWithFixedDelay(this::tellAll, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** An executor drops a task that throws once; this one is tried again. */
    private void tellAll() {
        try {
            Set<String> heard = Set.copyOf(siteByStream.values());
            newest.keySet().retainAll(heard);
            heard.forEach(site -> newest.put(site, json(site)));
            siteByStream.keySet().forEach(EventStream::send);
        } catch (RuntimeException e) {
            LOG.warn("what happens now can't be told: {}", e.getMessage());
        }
    }

    private String json(String site) {
        try {
            return Json.MAPPER.writeValueAsString(queries.realtime(site, clock.instant()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is writable as JSON", e);
        }
    }

    /** A server that stops waits for requests under way; these would never end. */
    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        siteByStream.keySet().forEach(EventStream::end);
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
}
