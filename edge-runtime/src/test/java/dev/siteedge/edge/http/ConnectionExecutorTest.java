package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class ConnectionExecutorTest {
    private final List<Thread> readers = new CopyOnWriteArrayList<>();

    /** Notes who reads requests, and has them answered elsewhere. */
    private final class Later extends Handler.Abstract.NonBlocking {
        private final ExecutorService answering;

        Later(ExecutorService answering) {
            this.answering = answering;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            readers.add(Thread.currentThread());
            answering.execute(() -> response.write(true, ByteBuffer.wrap(new byte[] {'x'}), callback));
            return true;
        }
    }

    @Test
    void answeringThread_goesOnWithTheConnectionsNextRequest() throws Exception {
        ExecutorService answering = Executors.newSingleThreadExecutor(task -> new AnsweringThread(task, "answers"));

        assertThat(send(answering)).contains("200 OK", "\r\n\r\nx");

        assertThat(readers).hasSize(3);
        assertThat(readers.get(0)).isNotInstanceOf(AnsweringThread.class);
        // An answer that is quicker than the reader's way out leaves the next request to the reader.
        assertThat(readers).allMatch(reader -> reader instanceof AnsweringThread || reader == readers.get(0));
    }

    @Test
    void otherThreads_leaveTheNextRequestToThePool() throws Exception {
        ExecutorService answering = Executors.newSingleThreadExecutor(task -> new Thread(task, "others"));

        send(answering);

        assertThat(readers).hasSize(3).noneMatch(reader -> reader.getName().equals("others"));
    }

    /** Three requests at once on one connection. */
    private String send(ExecutorService answering) throws Exception {
        try (Listener listener = new Listener("127.0.0.1", 0, null)) {
            listener.serve(List.of(new Route("GET", "/x", new Later(answering))), List.of());
            try (Socket socket = new Socket("127.0.0.1", listener.uri().getPort())) {
                String one = "GET /x HTTP/1.1\r\nHost: a\r\n";
                OutputStream out = socket.getOutputStream();
                out.write((one + "\r\n" + one + "\r\n" + one + "Connection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        } finally {
            answering.shutdownNow();
        }
    }
}
