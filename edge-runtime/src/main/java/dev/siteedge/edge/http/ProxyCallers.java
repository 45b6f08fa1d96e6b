package dev.siteedge.edge.http;

import dev.siteedge.edge.config.Addresses;
import dev.siteedge.edge.config.Cidr;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.identity.ConsentedUnits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * {@link Callers} that believe {@code CF-Connecting-IP}, {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and
 * {@code CF-IPCountry} of trusted proxies only. Of {@code X-Forwarded-For} the right-most address that is no trusted proxy
 * counts: what stands left of it was written by the client.
 */
public final class ProxyCallers implements Callers {
    private static final int MAX_HOPS = 32;
    private final List<Cidr> trusted;

    /** @param trusted empty trusts nobody */
    public ProxyCallers(List<Cidr> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public Caller of(Request request) {
        InetAddress peer = peer(request);
        boolean proxied = peer != null && isTrusted(peer);
        InetAddress client = proxied ? client(request, Objects.requireNonNull(peer)) : peer;
        return new Caller(
                client == null ? "" : client.getHostAddress(),
                Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.USER_AGENT), ""),
                proxied ? country(request) : "",
                bucketCookie(request),
                request.isSecure()
                        || (proxied
                                && "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"))));
    }

    private static @Nullable InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : null;
    }

    private InetAddress client(Request request, InetAddress peer) {
        String connecting = request.getHeaders().get("CF-Connecting-IP");
        InetAddress named = connecting == null ? null : Addresses.parse(connecting.trim());
        return named == null ? rightmostUntrusted(request, peer) : named;
    }

    private InetAddress rightmostUntrusted(Request request, InetAddress peer) {
        String[] hops = String.join(",", request.getHeaders().getValuesList("X-Forwarded-For"))
                .split(",", -1);
        InetAddress client = peer;
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - MAX_HOPS); i--) {
            InetAddress hop = Addresses.parse(withoutPort(hops[i].trim()));
            if (hop == null) {
                return client;
            }
            client = hop;
            if (!isTrusted(hop)) {
                return client;
            }
        }
        return client;
    }

    /** Some proxies write {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        int bracket = hop.indexOf(']');
        if (bracket > 0) {
            return hop.substring(0, bracket + 1);
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private boolean isTrusted(InetAddress address) {
        for (Cidr range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Cloudflare writes XX for "unknown" and T1 for Tor. */
    private static String country(Request request) {
        String named = request.getHeaders().get("CF-IPCountry");
        if (named == null) {
            return "";
        }
        String country = named.toUpperCase(Locale.ROOT);
        return country.matches("[A-Z]{2}") && !country.equals("XX") ? country : "";
    }

    private static @Nullable String bucketCookie(Request request) {
        if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
            return null;
        }
        try {
            for (HttpCookie cookie : Request.getCookies(request)) {
                if (cookie.getName().equals(ConsentedUnits.COOKIE)) {
                    return cookie.getValue();
                }
            }
        } catch (HttpException.RuntimeException e) {
            // Another program's broken cookie is no reason to refuse the request.
        }
        return null;
    }
}
