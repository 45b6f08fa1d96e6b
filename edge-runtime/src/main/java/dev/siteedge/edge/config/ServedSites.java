package dev.siteedge.edge.config;

import java.time.ZoneId;

/** The sites that events are taken for, and what applies to each. Safe for use by many threads. */
public final class ServedSites {
    private final Settings settings;
    private volatile BuiltSite built;

    /** Reads the built site's manifest. */
    public ServedSites(Settings settings) {
        this.settings = settings;
        this.built = BuiltSite.read(SitePointer.resolve(settings.site()));
    }

    /** Reads the manifest again, after a new build was swapped in. */
    public void siteChanged() {
        built = BuiltSite.read(SitePointer.resolve(settings.site()));
    }

    /** The id of the site that is served. */
    public String builtSite() {
        return built.id();
    }

    /** Whether the site is the one that is served or is named in the settings. */
    public boolean knows(String site) {
        return site.equals(built.id()) || settings.sites().containsKey(site);
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
        BuiltSite now = built;
        return settings.consent().over(site.equals(now.id()) ? now.consent() : Settings.ConsentSettings.UNSAID);
    }
}
