package dev.siteedge.edge.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose request's head does not come to its end within 20 seconds. Jetty's idle time-out begins anew with
 * every byte: a client that sends one now and then would keep its connection for days, and 20,000 of them all there are.
 * Looked at once a second by one thread.
 */
final class HeaderDeadline {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ServerConnector connector;
    private final LongSupplier nanos;
    private Map<EndPoint, Head> unfinished = new HashMap<>();

    /**
     * @param messages how many requests came before this one
     * @param since when it was seen first
     */
    private record Head(long messages, long since) {}

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime} */
    HeaderDeadline(ServerConnector connector, LongSupplier nanos) {
        this.connector = connector;
        this.nanos = nanos;
    }

    /** Closes those that are over their time; returns how many others have begun a head and not ended it. */
    int check() {
        Map<EndPoint, Head> still = new HashMap<>();
        long now = nanos.getAsLong();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            HttpConnection connection = http1(endPoint.getConnection());
            if (connection == null || !isWithinHead(connection)) {
                continue;
            }
            Head known = unfinished.get(endPoint);
            Head head = known != null && known.messages() == connection.getMessagesIn()
                    ? known
                    : new Head(connection.getMessagesIn(), now);
            if (now - head.since() >= MAX_NANOS) {
                endPoint.close();
            } else {
                still.put(endPoint, head);
            }
        }
        unfinished = still;
        return still.size();
    }

    /** Null for HTTP/2, whose frames of headers come whole or not at all. */
    private static @Nullable HttpConnection http1(@Nullable Connection connection) {
        if (connection instanceof SslConnection tls) {
            return http1(tls.getSslEndPoint().getConnection());
        }
        return connection instanceof HttpConnection http ? http : null;
    }

    /** Read without a lock: what is wrong now is right a second later. */
    private static boolean isWithinHead(HttpConnection connection) {
        return connection.getParser().inHeaderState() && !connection.getParser().isStart();
    }
}
