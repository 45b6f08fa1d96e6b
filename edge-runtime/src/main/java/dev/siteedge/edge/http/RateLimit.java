package dev.siteedge.edge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.siteedge.edge.config.Addresses;
import dev.siteedge.edge.identity.Caller;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;

/**
 * So many requests or events per minute of one IP, of one /64 in IPv6. Addresses are kept for that minute only, 100,000 at most:
 * in a flood from more of them the least used are forgotten, and memory stays as it is.
 */
public final class RateLimit {
    private static final int MAX_ADDRESSES = 100_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<String, AtomicInteger> counts;
    private final int perMinute;

    /** @param perMinute 0 is no limit */
    public RateLimit(int perMinute, Ticker ticker) {
        this.perMinute = perMinute;
        this.counts = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterWrite(WINDOW)
                .ticker(ticker)
                .build();
    }

    /**
     * Counts the request; trusted loopback peers are not counted.
     *
     * @throws HttpProblem 429 when it is one too many
     */
    public void admit(Request request, Caller caller) {
        if (perMinute != 0 && !LoopbackRule.holds(request)) {
            admit(caller, 1);
        }
    }

    /**
     * Counts so many at once, or none of them.
     *
     * @param caller no trusted loopback peer
     * @throws HttpProblem 429 when they are too many
     */
    public void admit(Caller caller, int more) {
        if (perMinute == 0) {
            return;
        }
        AtomicInteger count = counts.get(network(caller.ip()), address -> new AtomicInteger());
        int before = count.getAndUpdate(had -> had > perMinute - more ? had : had + more);
        if (before > perMinute - more) {
            throw new HttpProblem(
                            429,
                            "too_many_requests",
                            "More than " + perMinute + " per minute came from your address. Wait a minute.")
                    .with("Retry-After", Long.toString(WINDOW.toSeconds()));
        }
    }

    private static String network(String ip) {
        InetAddress address = ip.indexOf(':') < 0 ? null : Addresses.parse(ip);
        if (!(address instanceof Inet6Address)) {
            return ip;
        }
        return HexFormat.of().formatHex(address.getAddress(), 0, 8);
    }
}
