package dev.siteedge.edge.http;

import dev.siteedge.edge.identity.Caller;
import org.eclipse.jetty.server.Request;

/** Reads who sends a request from its peer address and, behind a trusted proxy, from its headers. */
public interface Callers {
    Caller of(Request request);
}
