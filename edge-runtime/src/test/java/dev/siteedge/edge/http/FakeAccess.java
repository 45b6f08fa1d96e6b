package dev.siteedge.edge.http;

import org.eclipse.jetty.server.Request;

/** Lets in whoever sends the token {@code secret}; anyone where the site is public. */
public final class FakeAccess implements Access {
    private final String publicSite;

    /** @param publicSite the one site that all may read, or "*" for any */
    public FakeAccess(String publicSite) {
        this.publicSite = publicSite;
    }

    @Override
    public void requireRead(Request request, String site) {
        if (!publicSite.equals("*") && !publicSite.equals(site)) {
            requireAdmin(request);
        }
    }

    @Override
    public void requireWrite(Request request) {
        requireAdmin(request);
    }

    @Override
    public void requireAdmin(Request request) {
        if (!"Bearer secret".equals(request.getHeaders().get("Authorization"))) {
            throw new HttpProblem(401, "token_missing", "token is wrong: none; send one.");
        }
    }
}
