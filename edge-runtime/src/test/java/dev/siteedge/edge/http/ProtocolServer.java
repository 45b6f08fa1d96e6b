package dev.siteedge.edge.http;

import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A port of 127.0.0.1 that speaks the protocols and answers every request alike. */
final class ProtocolServer implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector;

    ProtocolServer(Protocols protocols) throws Exception {
        connector = new ServerConnector(
                server, protocols.factories(Listener.limits()).toArray(new ConnectionFactory[0]));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Answering(request -> "page"));
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
