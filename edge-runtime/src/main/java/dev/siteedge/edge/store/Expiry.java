package dev.siteedge.edge.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * From when on rows are kept; whole days in UTC.
 *
 * @param keptSince milliseconds since 1970, for sites without an own limit
 * @param keptSinceBySite milliseconds since 1970
 */
public record Expiry(long keptSince, Map<String, Long> keptSinceBySite) {
    public Expiry {
        keptSinceBySite = Map.copyOf(keptSinceBySite);
    }

    /**
     * @param days 1 or more
     * @param daysBySite 1 or more each
     */
    static Expiry at(Instant now, int days, Map<String, Integer> daysBySite) {
        Map<String, Long> bySite = new TreeMap<>();
        daysBySite.forEach((site, own) -> bySite.put(site, keptSince(now, own)));
        return new Expiry(keptSince(now, days), bySite);
    }

    /** No row at or after this time is expired for any site. */
    long latest() {
        return keptSinceBySite.values().stream().reduce(keptSince, Math::max);
    }

    /** Every row before this time is expired, whatever its site. */
    long earliest() {
        return keptSinceBySite.values().stream().reduce(keptSince, Math::min);
    }

    private static long keptSince(Instant now, int days) {
        return now.minus(Duration.ofDays(days))
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }
}
