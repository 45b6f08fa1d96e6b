package dev.siteedge.edge.http;

import java.util.Locale;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@link Access} by bearer tokens, and by the {@link LoopbackRule} while there are none. */
public final class TokenAccess implements Access {
    private static final String BEARER = "Bearer ";
    private final Tokens tokens;
    private final Predicate<String> publicSite;

    /** @param publicSite whether everyone may read a site */
    public TokenAccess(Tokens tokens, Predicate<String> publicSite) {
        this.tokens = tokens;
        this.publicSite = publicSite;
    }

    @Override
    public void requireRead(Request request, String site) {
        if (!publicSite.test(site)) {
            require(request, Scope.READ);
        }
    }

    @Override
    public void requireWrite(Request request) {
        require(request, Scope.WRITE);
    }

    @Override
    public void requireAdmin(Request request) {
        require(request, Scope.ADMIN);
    }

    private void require(Request request, Scope scope) {
        if (tokens.list().isEmpty() && LoopbackRule.holds(request)) {
            return;
        }
        String word = scope.name().toLowerCase(Locale.ROOT);
        String presented = bearer(request);
        Token token = presented == null ? null : tokens.find(presented);
        if (token == null) {
            String what = presented == null ? "A token is needed" : "The token is not known";
            throw new HttpProblem(
                            401,
                            presented == null ? "token_required" : "token_unknown",
                            what + ". Send 'Authorization: Bearer se_…'; 'token create --scope " + word
                                    + "' makes one.")
                    .with("WWW-Authenticate", "Bearer realm=\"site-edge\"");
        }
        if (!token.scope().includes(scope)) {
            throw new HttpProblem(
                    403,
                    "scope_too_small",
                    "The token's scope is wrong: " + token.scope().name().toLowerCase(Locale.ROOT) + "; this needs "
                            + word + ". Use another token.");
        }
    }

    private static @Nullable String bearer(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        boolean isBearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? header.substring(BEARER.length()).trim() : null;
    }
}
