package dev.siteedge.edge.collect;

import dev.siteedge.edge.config.Consent;
import dev.siteedge.edge.config.Consent.Level;
import java.util.function.Function;

/**
 * Keeps no more than consent allows. What a visitor granted shows in what the tracker sends: a user id under
 * {@code analytics}, a session id under {@code necessary}; the site's level is the most that is kept of it.
 */
record ConsentStep(Function<String, Consent> consents) implements Step {
    @Override
    public String name() {
        return "consent";
    }

    @Override
    public Outcome apply(Draft draft) {
        Consent consent = consents.apply(draft.site());
        Level granted = granted(draft);
        Level kept = granted.compareTo(consent.level()) < 0 ? granted : consent.level();
        Level needed = draft.body().type() == Body.Type.EVENT ? Level.ANALYTICS : Level.NECESSARY;
        if (consent.strict() && kept.compareTo(needed) < 0) {
            return new Outcome.Dropped("consent");
        }
        return draft.withIds(
                kept == Level.NONE ? null : draft.session(), kept == Level.ANALYTICS ? draft.user() : null);
    }

    private static Level granted(Draft draft) {
        if (draft.user() != null) {
            return Level.ANALYTICS;
        }
        return draft.session() != null ? Level.NECESSARY : Level.NONE;
    }
}
