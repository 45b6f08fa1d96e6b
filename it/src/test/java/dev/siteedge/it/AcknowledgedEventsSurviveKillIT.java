package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 202 means on disk: what was acknowledged is there after {@code kill -9}, each event once. */
class AcknowledgedEventsSurviveKillIT {
    private static final int EVENTS = 10_000;
    private static final int IN_FLIGHT = 64;

    @TempDir
    Path folder;

    private Path site;
    private Path data;

    @BeforeEach
    void makeSite() {
        site = Runtime.onePageSite(folder.resolve("site"));
        data = folder.resolve("data");
    }

    @Test
    void tenThousandAcknowledged_killed_restarted_exactlyTenThousand() {
        try (EdgeProcess edge = Runtime.start(site, data)) {
            post(
                    new EdgeClient(edge.uri()),
                    EVENTS,
                    response -> assertThat(response.statusCode())
                            .as(response.body())
                            .isEqualTo(202));
            edge.kill();
        }
        assertThat(pageviewsAfterRestart()).isEqualTo(EVENTS);
    }

    @Test
    void killedUnderLoad_clientRetriesAllById_eachCountsOnce() {
        AtomicInteger acknowledged = new AtomicInteger();
        try (EdgeProcess edge = Runtime.start(site, data)) {
            post(new EdgeClient(edge.uri()), EVENTS, response -> {
                if (acknowledged.incrementAndGet() == EVENTS / 2) {
                    edge.kill();
                }
            });
        }
        assertThat(acknowledged).hasValueBetween(EVENTS / 2, EVENTS - 1);

        try (EdgeProcess edge = Runtime.start(site, data)) {
            EdgeClient client = new EdgeClient(edge.uri());
            assertThat(pageviews(client)).isBetween((long) acknowledged.get(), (long) EVENTS);
            post(client, EVENTS, response -> assertThat(response.statusCode()).isEqualTo(202));
            assertThat(pageviews(client)).isEqualTo(EVENTS);
            edge.kill();
        }
        assertThat(pageviewsAfterRestart()).isEqualTo(EVENTS);
    }

    private long pageviewsAfterRestart() {
        try (EdgeProcess edge = Runtime.start(site, data)) {
            return pageviews(new EdgeClient(edge.uri()));
        }
    }

    private static long pageviews(EdgeClient client) {
        return client.json("/api/metrics").at("/summary/pageviews").asLong();
    }

    /** Posts events 0 to n - 1, each with its own id; requests that fail on the way are left out. */
    private static void post(EdgeClient client, int n, java.util.function.Consumer<HttpResponse<String>> onAnswer) {
        Semaphore permits = new Semaphore(IN_FLIGHT);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CompletableFuture<?>[] answers = IntStream.range(0, n)
                .mapToObj(i -> {
                    permits.acquireUninterruptibly();
                    return client.postAsync("/api/event", Runtime.pageview("event-" + i, "/page-" + i % 100))
                            .handle((response, failure) -> {
                                permits.release();
                                return response;
                            })
                            .thenAccept(response -> answered(response, onAnswer, failures));
                })
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(answers).join();
        assertThat(failures).isEmpty();
    }

    private static void answered(
            @org.jspecify.annotations.Nullable HttpResponse<String> response,
            java.util.function.Consumer<HttpResponse<String>> onAnswer,
            Queue<Throwable> failures) {
        if (response == null) {
            return;
        }
        try {
            onAnswer.accept(response);
        } catch (AssertionError e) {
            failures.add(e);
        }
    }
}
