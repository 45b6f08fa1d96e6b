package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client bears what a store answers when it is not well. */
class R2ObjectStoreTest {
    private static final byte[] BYTES = "rows".getBytes(StandardCharsets.UTF_8);

    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private int lastAnswer = 200;
    private HttpServer server;
    private R2ObjectStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                    + exchange.getRequestHeaders().getFirst("If-Match"));
            bodies.add(exchange.getRequestBody().readAllBytes());
            Integer status = answers.poll();
            exchange.getResponseHeaders().add("ETag", "\"tag\"");
            exchange.sendResponseHeaders(status == null ? lastAnswer : status, -1);
            exchange.close();
        });
        server.start();
        store = at(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    private static R2ObjectStore at(int port) {
        return new R2ObjectStore(
                new S3Location(URI.create("http://127.0.0.1:" + port), "auto", "bkt", "", "id", "a-secret"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void passingTrouble_isTriedAgainWithTheSameBytes(int status) {
        answers.add(status);
        answers.add(status);

        assertThat(store.putIfAbsent("a", BYTES)).contains("\"tag\"");
        assertThat(requests).containsExactly("PUT * null", "PUT * null", "PUT * null");
        assertThat(bodies).containsExactly(BYTES, BYTES, BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void lastingTrouble_isGivenUpAfterFourTries(int status) {
        lastAnswer = status;

        assertThatThrownBy(() -> store.putIfAbsent("a", BYTES))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("can't put a in bucket bkt")
                .message()
                .doesNotContain("a-secret");
        assertThat(requests).hasSize(4);
    }

    @Test
    void refusal_isNotTriedAgain() {
        lastAnswer = 403;

        assertThatThrownBy(() -> store.putIfAbsent("a", BYTES)).isInstanceOf(StoreUnavailableException.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void preconditionFailed_isAnAnswerAndNoTrouble() {
        lastAnswer = 412;

        assertThat(store.compareAndSwap("a", BYTES, Optional.of("\"old\""))).isEmpty();
        assertThat(requests).containsExactly("PUT null \"old\"");
    }

    @Test
    @Timeout(20)
    void nobodyListens_everyCallIsUnavailable() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (R2ObjectStore nowhere = at(free)) {
            assertThatThrownBy(() -> nowhere.get("a")).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> nowhere.putIfAbsent("a", BYTES)).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> nowhere.delete("a")).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> nowhere.list("a")).isInstanceOf(StoreUnavailableException.class);
        }
    }
}
