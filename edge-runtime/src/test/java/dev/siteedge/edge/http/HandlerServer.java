package dev.siteedge.edge.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** A handler behind Jetty's whole HTTP machinery, without a port. */
public final class HandlerServer implements AutoCloseable {
    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);

    public HandlerServer(Handler handler) {
        server.addConnector(connector);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param headers lines such as {@code If-None-Match: "x"} */
    public Answer get(String target, String... headers) {
        return ask("GET", target, headers);
    }

    public Answer ask(String method, String target, String... headers) {
        StringBuilder text =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        try {
            ByteBuffer answer = connector.getResponse(bytes, "HEAD".equals(method), 10, TimeUnit.SECONDS);
            return Answer.parse(StandardCharsets.ISO_8859_1.decode(answer).toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
