package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpTester;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final int LIMIT = 1_000;
    /** 2,048 bytes are free. */
    private final BodyMemory memory = new BodyMemory(4_000);

    private int limit = LIMIT;
    private LocalServer server;

    @BeforeEach
    void start() throws Exception {
        server = new LocalServer(List.of(new Route("POST", "/", new Counting())));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void noBody_isEmpty() throws Exception {
        assertThat(server.send("POST /", "").getContent()).isEqualTo("0");
    }

    @Test
    void limit_isRead_oneMoreIsNot() throws Exception {
        assertThat(server.send("POST /", "a".repeat(LIMIT)).getContent()).isEqualTo(String.valueOf(LIMIT));
        HttpTester.Response refused = server.send("POST /", "a".repeat(LIMIT + 1));
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.getContent()).contains("body_too_large").contains("1000 bytes");
    }

    @Test
    void chunked_limitIsRead_oneMoreIsNot() throws Exception {
        assertThat(chunked(LIMIT).getContent()).isEqualTo(String.valueOf(LIMIT));
        assertThat(chunked(LIMIT + 1).getStatus()).isEqualTo(413);
    }

    @Test
    void compressed_415() throws Exception {
        HttpTester.Response answer = server.send("POST /\nContent-Encoding: gzip", "a");

        assertThat(answer.getStatus()).isEqualTo(415);
        assertThat(answer.getContent()).contains("content-encoding is wrong: gzip");
    }

    @Test
    void moreThanAllBodiesMayTake_503AndRoomAgainAfterTheRequest() throws Exception {
        limit = 10_000;
        assertThat(server.send("POST /", "a".repeat(10_000)).getStatus()).isEqualTo(503);
        assertThat(server.send("POST /", "a".repeat(10_000)).get("Retry-After")).isEqualTo("1");
        for (int i = 0; i < 10; i++) {
            assertThat(server.send("POST /", "a".repeat(5_000)).getContent()).isEqualTo("5000");
        }
    }

    private HttpTester.Response chunked(int length) throws Exception {
        String body = "a".repeat(length - 100);
        return server.sendRaw(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n64\r\n"
                        + "a".repeat(100) + "\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                        + "\r\n0\r\n\r\n");
    }

    private final class Counting extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            AtomicInteger length = new AtomicInteger();
            var unused = Bodies.read(
                            request, limit, memory, bytes -> CompletableFuture.runAsync(() -> length.set(bytes.length)))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            Json.write(response, callback, 200, length.get());
                        } else {
                            Problems.write(response, callback, failure);
                        }
                    });
            return true;
        }
    }
}
