package dev.siteedge.edge.config;

import java.util.Map;

/** How the settings file and the manifest spell consent. */
final class Words {
    static final Map<String, Consent.Level> LEVELS = Map.of(
            "none", Consent.Level.NONE,
            "necessary", Consent.Level.NECESSARY,
            "analytics", Consent.Level.ANALYTICS);
    static final Map<String, Consent.Experiments> EXPERIMENTS = Map.of(
            "off", Consent.Experiments.OFF,
            "visitor-day", Consent.Experiments.VISITOR_DAY,
            "cookie", Consent.Experiments.COOKIE);

    private Words() {}
}
