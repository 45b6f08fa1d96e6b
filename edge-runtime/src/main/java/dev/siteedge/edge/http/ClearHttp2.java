package dev.siteedge.edge.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 without TLS, for a client that begins with it. Who asks for an upgrade is answered in HTTP/1.1: RFC 9113 gave
 * the upgrade up (3.1), and Java 17's client, which asks by itself, now and then takes the body of a large answer that
 * follows it for the head of a frame.
 */
final class ClearHttp2 extends HTTP2CServerConnectionFactory {
    ClearHttp2(HttpConfiguration limits) {
        super(limits);
    }

    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response101) {
        // PRI is the method of the preface that HTTP/2 begins with.
        return HttpMethod.PRI.is(request.getMethod())
                ? super.upgradeConnection(connector, endPoint, request, response101)
                : null;
    }
}
