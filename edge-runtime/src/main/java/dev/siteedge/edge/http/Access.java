package dev.siteedge.edge.http;

import org.eclipse.jetty.server.Request;

/** Who may read and administer. Every check throws {@link HttpProblem} 401 or 403 when refused. */
public interface Access {
    /** Passes for a public site, a token that may read, or a trusted loopback peer while no token exists. */
    void requireRead(Request request, String site);

    /** Passes for a token that may write, or a trusted loopback peer while no token exists. */
    void requireWrite(Request request);

    /** Passes for a token that may administer, or a trusted loopback peer while no token exists. */
    void requireAdmin(Request request);
}
