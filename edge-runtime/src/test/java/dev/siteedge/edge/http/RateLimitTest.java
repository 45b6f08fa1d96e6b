package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong();
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        RateLimit limit = new RateLimit(3, nanos::get);
        ProxyCallers callers = new ProxyCallers(List.of());
        server = new LocalServer(List.of(
                new Route("GET", "/", new Answering(request -> {
                    limit.admit(request, callers.of(request));
                    return "ok";
                })),
                new Route("POST", "/", new Answering(request -> {
                    limit.admit(
                            callers.of(request),
                            Integer.parseInt(request.getHttpURI().getQuery()));
                    return "ok";
                }))));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void oneTooMany_429UntilTheMinuteIsOver() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(from("192.0.2.1").getStatus()).isEqualTo(200);
        }
        HttpTester.Response refused = from("192.0.2.1");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.get("Retry-After")).isEqualTo("60");
        assertThat(from("192.0.2.2").getStatus()).isEqualTo(200);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(from("192.0.2.1").getStatus()).isEqualTo(200);
    }

    @Test
    void severalAtOnce_areCountedAllOrNone() throws Exception {
        assertThat(server.send("POST /?4\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(429);
        assertThat(server.send("POST /?2\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(200);
        assertThat(server.send("POST /?2\nTest-Peer: 192.0.2.1", "").getStatus())
                .isEqualTo(429);
        assertThat(from("192.0.2.1").getStatus()).isEqualTo(200);
        assertThat(from("192.0.2.1").getStatus()).isEqualTo(429);
    }

    @Test
    void sameNetworkInIpv6_isOneClient() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(from("2001:db8:1:2::" + i).getStatus()).isEqualTo(200);
        }
        assertThat(from("2001:db8:1:2:ffff::1").getStatus()).isEqualTo(429);
        assertThat(from("2001:db8:1:3::1").getStatus()).isEqualTo(200);
    }

    @Test
    void trustedLoopback_isNotCounted() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(from("127.0.0.1").getStatus()).isEqualTo(200);
        }
    }

    private HttpTester.Response from(String peer) throws Exception {
        return server.send("GET /\nTest-Peer: " + peer, "");
    }
}
