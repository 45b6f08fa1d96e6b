package dev.siteedge.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many visitors that send pageviews, each with an id of its own, and send again under the same id what was not
 * acknowledged, to whatever process listens then. Safe for use by many threads.
 */
final class LoadClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int IN_FLIGHT = 64;
    private static final int VISITORS = 40;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong made = new AtomicLong();
    /** Sent, and not acknowledged. */
    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();

    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final Map<Integer, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private volatile boolean retryAfterWasMissing;

    /** Events that were answered 202. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Different events that were sent. */
    long made() {
        return made.get();
    }

    /** How often an event was sent again. */
    long repeated() {
        return repeated.get();
    }

    /** How often each status that is not 202 was answered. */
    Map<Integer, AtomicInteger> refusals() {
        return refusals;
    }

    /** A 503 that did not say when to come again. */
    boolean retryAfterWasMissing() {
        return retryAfterWasMissing;
    }

    /** Sends new events, and those that wait, until told to stop; whatever is under way has been answered then. */
    void sendUntil(URI edge, Until done) {
        Semaphore permits = new Semaphore(IN_FLIGHT);
        while (!done.isReached()) {
            permits.acquireUninterruptibly();
            send(edge, next()).whenComplete((answered, failure) -> permits.release());
        }
        permits.acquireUninterruptibly(IN_FLIGHT);
    }

    /** When to stop. */
    interface Until {
        boolean isReached();
    }

    /** Sends what waits until all of it is acknowledged. */
    void settle(URI edge) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!waiting.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(waiting.size() + " events are still refused: " + refusals);
            }
            sendUntil(edge, waiting::isEmpty);
        }
    }

    private long next() {
        Long again = waiting.poll();
        if (again != null) {
            repeated.incrementAndGet();
            return again;
        }
        return made.getAndIncrement();
    }

    private CompletableFuture<Void> send(URI edge, long number) {
        HttpRequest request = HttpRequest.newBuilder(edge.resolve("/api/event"))
                .timeout(TIMEOUT)
                .header("Content-Type", "text/plain")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:1" + number % VISITORS + ".0) Firefox")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"event-" + number
                        + "\",\"type\":\"pageview\",\"path\":\"/page-" + number % 50 + "\"}"))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).handle((response, failure) -> {
            if (failure == null && response.statusCode() == 202) {
                acknowledged.incrementAndGet();
                return null;
            }
            waiting.add(number);
            if (failure == null) {
                refusals.computeIfAbsent(response.statusCode(), status -> new AtomicInteger())
                        .incrementAndGet();
                retryAfterWasMissing |=
                        response.headers().firstValue("Retry-After").isEmpty();
                pause();
            }
            return null;
        });
    }

    /** A refused visitor does not come back at once. */
    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the edge counts. */
    static long pageviews(URI edge) {
        return new EdgeClient(edge)
                .json("/api/metrics")
                .at("/summary/pageviews")
                .asLong();
    }

    /**
     * Nothing acknowledged is lost, nothing is counted twice.
     *
     * @throws IllegalStateException when it is
     */
    void check(URI edge, String when) throws IOException {
        long counted = pageviews(edge);
        if (counted < acknowledged() || counted > made()) {
            throw new IllegalStateException(when + ": " + counted + " pageviews are counted; " + acknowledged()
                    + " were acknowledged, of " + made() + " that were sent");
        }
    }
}
