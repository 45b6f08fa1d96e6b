package dev.siteedge.edge.http;

import dev.siteedge.edge.config.Addresses;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request was made by a person at this machine: the peer is a loopback address, the Host is a loopback literal
 * or {@code localhost} (so no other name was rebound to this address), nothing says that a proxy passed it on, and no page
 * of another origin made the browser send it.
 */
public final class LoopbackRule {
    private LoopbackRule() {}

    public static boolean holds(Request request) {
        HttpFields headers = request.getHeaders();
        // HTTP/2 has an authority instead of the header; who sends both must mean the same machine twice.
        String authority = request.getHttpURI().getAuthority();
        String named = headers.get(HttpHeader.HOST);
        String host = named == null ? authority : named;
        return peerIsLoopback(request)
                && host != null
                && !passedOn(headers)
                && hostIsLoopback(host)
                && (authority == null || authority.equals(host) || hostIsLoopback(authority))
                && isOwnOrigin(headers.get(HttpHeader.ORIGIN), host);
    }

    private static boolean peerIsLoopback(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress();
    }

    private static boolean hostIsLoopback(String host) {
        try {
            return Addresses.isLoopbackHost(new HostPort(host).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean passedOn(HttpFields headers) {
        for (HttpField field : headers) {
            String name = field.getName();
            if (field.getHeader() == HttpHeader.FORWARDED
                    || field.getHeader() == HttpHeader.VIA
                    || startsWith(name, "x-forwarded-")
                    || startsWith(name, "cf-")) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(String name, String start) {
        return name.regionMatches(true, 0, start, 0, start.length());
    }

    /** No Origin is fine: browsers send it with everything that could do harm. */
    private static boolean isOwnOrigin(@Nullable String origin, String host) {
        if (origin == null) {
            return true;
        }
        try {
            return host.equalsIgnoreCase(new URI(origin).getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
