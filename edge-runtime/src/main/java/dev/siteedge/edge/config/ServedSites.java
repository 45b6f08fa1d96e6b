package dev.siteedge.edge.config;

import java.time.ZoneId;

/** The sites that events are taken for, and what applies to each. Safe for use by many threads. */
public final class ServedSites {
    private final Settings settings;
    private volatile Built built;

    /** The built site and what follows from it and the settings. */
    private record Built(BuiltSite site, Consent consent) {}

    /** Reads the built site's manifest. */
    public ServedSites(Settings settings) {
        this.settings = settings;
        this.built = read(settings);
    }

    private static Built read(Settings settings) {
        BuiltSite site = BuiltSite.read(SitePointer.resolve(settings.site()));
        return new Built(site, settings.consent().over(site.consent()));
    }

    /** Reads the manifest again, after a new build was swapped in. */
    public void siteChanged() {
        built = read(settings);
    }

    /** The id of the site that is served. */
    public String builtSite() {
        return built.site.id();
    }

    /** Whether the site is the one that is served or is named in the settings. */
    public boolean knows(String site) {
        return site.equals(built.site.id()) || settings.sites().containsKey(site);
    }

    public boolean isPublic(String site) {
        return settings.site(site).isPublic();
    }

    /** Whose midnights end the site's days. */
    public ZoneId timezone(String site) {
        return settings.site(site).timezone();
    }

    /** What the settings say, else what the site's build says, else the defaults. */
    public Consent consent(String site) {
        Built now = built;
        return site.equals(now.site.id()) ? now.consent : settings.consent().over(Settings.ConsentSettings.UNSAID);
    }
}
