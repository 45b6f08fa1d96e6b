package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class ErrorSentTest {
    private static final String GOOD = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
    /** Jetty refuses its address before any handler sees it, and keeps the connection. */
    private static final String BAD = "GET /%2fx HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void requestAfterOneThatJettyRefused_isAnsweredOnTheSameConnection() throws Exception {
        ExecutorService answering = Executors.newSingleThreadExecutor(task -> new AnsweringThread(task, "answers"));
        Handler later = new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                answering.execute(() -> response.write(true, ByteBuffer.wrap(new byte[] {'x'}), callback));
                return true;
            }
        };
        try (Listener listener = new Listener("127.0.0.1", 0, null)) {
            listener.serve(List.of(new Route("GET", "/x", later)), List.of());
            for (int connection = 0; connection < 20; connection++) {
                assertThat(statuses(listener.uri().getPort(), (GOOD + BAD).repeat(100)))
                        .isEqualTo("200 400 ".repeat(100));
            }
        } finally {
            answering.shutdownNow();
        }
    }

    private static String statuses(int port, String requests) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            StringBuilder statuses = new StringBuilder();
            for (String answer : answers.split("HTTP/1\\.1 ", -1)) {
                statuses.append(answer.isEmpty() ? "" : answer.substring(0, 4));
            }
            return statuses.toString();
        }
    }
}
