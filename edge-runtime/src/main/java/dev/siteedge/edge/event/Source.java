package dev.siteedge.edge.event;

/**
 * Where a visit came from; the empty string stands for "unknown" everywhere.
 *
 * @param referrer host and path of the referring page, without query string; empty for the site itself
 * @param source the {@code utm_source}, {@code source} or {@code ref} parameter, else the referrer's host
 */
public record Source(
        String referrer,
        String source,
        String utmMedium,
        String utmSource,
        String utmCampaign,
        String utmContent,
        String utmTerm) {
    /** Nothing is known: a direct visit. */
    public static final Source DIRECT = new Source("", "", "", "", "", "", "");
}
