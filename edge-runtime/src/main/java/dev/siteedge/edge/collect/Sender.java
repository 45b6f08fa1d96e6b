package dev.siteedge.edge.collect;

import dev.siteedge.edge.collect.UserAgents.Agent;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.identity.Caller;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What a request's headers and its peer say of who sends. Lives as long as the request and is used by one thread at a
 * time; what costs a keyed hash is found out once, as a batch may have a thousand events of one sender.
 */
final class Sender {
    private record Day(String site, boolean yesterday) {}

    private final Caller caller;
    private final Agent agent;
    private final String originHost;
    private final String host;
    private final boolean gpc;
    private final boolean dnt;
    private final boolean trustedLoopback;
    private final Instant at;
    private final Map<Day, Visitor> visitors = new HashMap<>(2);
    private final Map<String, Integer> shards = new HashMap<>(2);

    /**
     * @param agent what the user agent says
     * @param originHost host of the Origin header without its port, in lower case; empty when there is none
     * @param host the Host header without its port, in lower case
     * @param gpc the browser asks not to sell or share (Global Privacy Control)
     * @param dnt the browser asks not to be tracked
     * @param trustedLoopback sent by a person at this machine
     * @param at when the request came
     */
    Sender(
            Caller caller,
            Agent agent,
            String originHost,
            String host,
            boolean gpc,
            boolean dnt,
            boolean trustedLoopback,
            Instant at) {
        this.caller = caller;
        this.agent = agent;
        this.originHost = originHost;
        this.host = host;
        this.gpc = gpc;
        this.dnt = dnt;
        this.trustedLoopback = trustedLoopback;
        this.at = at;
    }

    Caller caller() {
        return caller;
    }

    Agent agent() {
        return agent;
    }

    String originHost() {
        return originHost;
    }

    String host() {
        return host;
    }

    boolean gpc() {
        return gpc;
    }

    boolean dnt() {
        return dnt;
    }

    boolean trustedLoopback() {
        return trustedLoopback;
    }

    Instant at() {
        return at;
    }

    /** The visitor on a day, without ids that consent may leave to one event and not to another. */
    Visitor visitor(String site, boolean yesterday, Supplier<Visitor> found) {
        return visitors.computeIfAbsent(new Day(site, yesterday), day -> found.get());
    }

    int shard(String site, ToIntFunction<String> found) {
        return shards.computeIfAbsent(site, found::applyAsInt);
    }
}
