package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeaderDeadlineTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private final AtomicLong nanos = new AtomicLong();
    private final Server server = new Server();
    private ServerConnector connector;
    private HeaderDeadline deadline;

    @BeforeEach
    void start() throws Exception {
        connector = new ServerConnector(server, new HttpConnectionFactory(Listener.limits()));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Router(List.of(new Route("GET", "/", new Answering(request -> "ok")))));
        server.start();
        deadline = new HeaderDeadline(connector, nanos::get);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The server sees on its own threads what was written here: ends with the test's time limit. */
    private void awaitUnfinished(int heads) {
        while (deadline.check() != heads) {
            Thread.onSpinWait();
        }
    }

    private static String answer(Socket socket) throws IOException {
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        return new String(start, StandardCharsets.US_ASCII);
    }

    @Test
    void headThatComesByteByByte_isCutOffAfterTwentySeconds() throws Exception {
        try (Socket slow = connect()) {
            write(slow, "GET / HTTP/1.1\r\nHost: loc");
            awaitUnfinished(1);
            nanos.addAndGet(Duration.ofSeconds(20).toNanos() - 1);
            write(slow, "alhost\r\nX-");
            assertThat(deadline.check()).isEqualTo(1);

            nanos.incrementAndGet();
            assertThat(deadline.check()).isZero();
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void headThatEndsInTime_isAnsweredAndTheConnectionKept() throws Exception {
        try (Socket slow = connect()) {
            write(slow, REQUEST.substring(0, 20));
            awaitUnfinished(1);
            nanos.addAndGet(Duration.ofSeconds(19).toNanos());
            write(slow, REQUEST.substring(20));
            assertThat(answer(slow)).isEqualTo("HTTP/1.1 200");
            awaitUnfinished(0);

            nanos.addAndGet(Duration.ofSeconds(60).toNanos());
            assertThat(deadline.check()).as("idle is no head").isZero();
            write(slow, REQUEST);
            assertThat(slow.getInputStream().read()).isNotEqualTo(-1);
        }
    }

    @Test
    void nextHeadOfTheSameConnection_hasTwentySecondsOfItsOwn() throws Exception {
        try (Socket slow = connect()) {
            write(slow, REQUEST.substring(0, 20));
            awaitUnfinished(1);
            nanos.addAndGet(Duration.ofSeconds(19).toNanos());
            write(slow, REQUEST.substring(20) + REQUEST.substring(0, 20));
            assertThat(answer(slow)).isEqualTo("HTTP/1.1 200");
            awaitUnfinished(1);

            nanos.addAndGet(Duration.ofSeconds(19).toNanos());
            assertThat(deadline.check()).isEqualTo(1);
        }
    }
}
