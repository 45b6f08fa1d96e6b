package dev.siteedge.edge.site;

import dev.siteedge.edge.identity.PreviewLinks;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Who may see a variant that is not theirs. */
public interface Forcing {
    /** In a preview: everyone. */
    Forcing FREE = (variants, token) -> true;

    /**
     * Looks at a request's parameters.
     *
     * @param variants as asked for
     * @param token as sent, null when none was
     */
    boolean allowed(String variants, @Nullable String token);

    /** In production: who has a link that was made for them. */
    static Forcing bySignedLink(PreviewLinks links, Clock clock) {
        return (variants, token) -> token != null && links.allows(variants, token, clock.instant());
    }
}
