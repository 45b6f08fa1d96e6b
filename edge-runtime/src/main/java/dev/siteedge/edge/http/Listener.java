package dev.siteedge.edge.http;

import dev.siteedge.edge.config.StartRefused;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The open port: Jetty with our limits, errors and routes. */
public final class Listener implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_CONNECTIONS = 20_000;
    private static final int IDLE_MILLIS = 30_000;
    private static final int MIN_THREADS = 8;
    private static final int MAX_THREADS = 200;
    private static final int THREAD_IDLE_MILLIS = 60_000;
    /** How long requests under way may take once a stop was asked for. */
    private static final int STOP_MILLIS = 10_000;

    private final Server server;
    private final ServerConnector connector;
    private final String host;
    private final Protocols protocols;

    /**
     * Takes the port; who connects waits until {@link #serve}.
     *
     * @param host name or address
     * @param port 0 takes any free one
     * @param tls null: in the clear
     * @throws StartRefused when the address can't be had, or the certificate can't be used
     */
    public Listener(String host, int port, @Nullable PemFiles tls) {
        this.host = host;
        protocols = new Protocols(tls);
        // Jetty's own kind of queue asks the platform's MBeans for the size of a cache line: a tenth of a start.
        QueuedThreadPool threads =
                new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS, new LinkedBlockingQueue<>());
        threads.setName("http");
        server = new Server(threads);
        ConnectionFactory[] factories = protocols.factories(limits()).toArray(new ConnectionFactory[0]);
        connector = new ServerConnector(server, new ConnectionExecutor(threads), null, null, -1, -1, factories);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setErrorHandler(new Problems());
        server.setRequestLog(new QuietRequestLog());
        server.setStopTimeout(STOP_MILLIS);
        try {
            connector.open();
        } catch (Exception e) {
            throw refused(e);
        }
    }

    /**
     * Answers requests from now on.
     *
     * @param allowOrigins origins whose pages may read answers
     */
    public void serve(List<Route> routes, List<String> allowOrigins) {
        server.setHandler(CrossOrigin.wrap(new Router(routes), allowOrigins));
        try {
            server.start();
        } catch (Exception e) {
            throw refused(e);
        }
        renewEveryMinute();
        checkEverySecond(new HeaderDeadline(connector, System::nanoTime));
    }

    private void checkEverySecond(HeaderDeadline deadline) {
        deadline.check();
        if (connector.isRunning()) {
            connector.getScheduler().schedule(() -> checkEverySecond(deadline), 1, TimeUnit.SECONDS);
        }
    }

    private void renewEveryMinute() {
        protocols.renew();
        if (connector.isRunning()) {
            connector.getScheduler().schedule(this::renewEveryMinute, 1, TimeUnit.MINUTES);
        }
    }

    /** Where it listens, without a trailing slash. */
    public URI uri() {
        String shown = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create(protocols.scheme() + "://" + shown + ":" + connector.getLocalPort());
    }

    /** Takes no new connections, lets requests under way end, then closes. */
    @Override
    public void close() {
        stopQuietly();
    }

    static HttpConfiguration limits() {
        HttpConfiguration limits = new HttpConfiguration();
        limits.setSendServerVersion(false);
        limits.setSendXPoweredBy(false);
        limits.setRequestHeaderSize(MAX_HEADER_BYTES);
        limits.setIdleTimeout(IDLE_MILLIS);
        // Looking for a header among those of the connection's earlier requests takes longer than decoding it anew.
        limits.setHeaderCacheSize(0);
        return limits;
    }

    private void stopQuietly() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            // A request that did not end in time was cut off; there is nothing else to do on the way out.
            LoggerFactory.getLogger(Listener.class).debug("stopping", e);
        }
    }

    private RuntimeException refused(Exception e) {
        String address = host + ":" + connector.getPort();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new StartRefused(
                        "--host is wrong: " + host + "; a name or address of this machine. Try 127.0.0.1.");
            }
            if (cause instanceof BindException bind
                    && String.valueOf(bind.getMessage()).contains("in use")) {
                return new StartRefused(
                        "--port is wrong: " + address + " is in use. Choose another port, or 0 for any.");
            }
            if (cause instanceof BindException || cause instanceof SocketException) {
                return new StartRefused(address + " can't be listened on: " + cause.getMessage()
                        + ". Choose another --host or --port.");
            }
        }
        return new IllegalStateException("the HTTP side did not start", e);
    }
}
