package dev.siteedge.edge.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpTester;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/** Our server without a port; the header {@code Test-Peer} says which address the peer has, else 127.0.0.1. */
public final class LocalServer implements AutoCloseable {
    private final Server server = new Server();
    private final LocalConnector connector;

    public LocalServer(List<Route> routes, String... allowOrigins) throws Exception {
        HttpConfiguration limits = Listener.limits();
        limits.addCustomizer(LocalServer::withPeer);
        connector = new LocalConnector(server, new HttpConnectionFactory(limits));
        server.addConnector(connector);
        server.setErrorHandler(new Problems());
        server.setHandler(CrossOrigin.wrap(new Router(routes), List.of(allowOrigins)));
        server.start();
    }

    /** One request, as {@code POST /path} and headers line by line. */
    public HttpTester.Response send(String head, String body) throws Exception {
        return send(head, body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpTester.Response send(String head, byte[] body) throws Exception {
        String[] lines = head.strip().split("\n", 2);
        String rest = lines.length == 1 ? "" : lines[1].strip().replace("\n", "\r\n") + "\r\n";
        String host = ("\r\n" + rest).toLowerCase(Locale.ROOT).contains("\r\nhost:") ? "" : "Host: localhost\r\n";
        String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
        byte[] start = (lines[0].strip() + " HTTP/1.1\r\n" + host + rest + length + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all = ByteBuffer.allocate(start.length + body.length)
                .put(start)
                .put(body)
                .flip();
        return HttpTester.parseResponse(connector.getResponse(all));
    }

    /** Exactly these bytes. */
    public HttpTester.Response sendRaw(String request) throws Exception {
        return HttpTester.parseResponse(connector.getResponse(request));
    }

    /** The answer to exactly these bytes, as it comes. */
    public String text(String request) throws Exception {
        return connector.getResponse(request);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static Request withPeer(Request request, HttpFields.Mutable responseHeaders) {
        String peer = request.getHeaders().get("Test-Peer");
        ConnectionMetaData seen = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
                return new InetSocketAddress(peer == null ? "127.0.0.1" : peer, 4711);
            }
        };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return seen;
            }
        };
    }
}
