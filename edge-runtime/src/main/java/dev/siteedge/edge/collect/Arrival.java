package dev.siteedge.edge.collect;

import dev.siteedge.edge.identity.Caller;
import java.time.Instant;

/**
 * What came: the body, and what the request's headers and its peer say. Lives as long as the request.
 *
 * @param originHost host of the Origin header without its port, in lower case; empty when there is none
 * @param host the Host header without its port, in lower case
 * @param gpc the browser asks not to sell or share (Global Privacy Control)
 * @param dnt the browser asks not to be tracked
 * @param trustedLoopback sent by a person at this machine
 * @param at when it came
 */
record Arrival(
        Body body,
        Caller caller,
        String originHost,
        String host,
        boolean gpc,
        boolean dnt,
        boolean trustedLoopback,
        Instant at) {}
