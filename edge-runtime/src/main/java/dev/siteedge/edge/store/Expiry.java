package dev.siteedge.edge.store;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * From when on rows are kept; whole days of each site's zone.
 *
 * @param keptSince milliseconds since 1970, for sites without an own limit
 * @param keptSinceBySite milliseconds since 1970
 */
public record Expiry(long keptSince, Map<String, Long> keptSinceBySite) {
    public Expiry {
        keptSinceBySite = Map.copyOf(keptSinceBySite);
    }

    static Expiry at(Instant now, Store.Keeping keeping) {
        Set<String> sites = new TreeSet<>(keeping.daysBySite().keySet());
        sites.addAll(keeping.zoneBySite().keySet());
        Map<String, Long> bySite = new TreeMap<>();
        for (String site : sites) {
            int days = keeping.daysBySite().getOrDefault(site, keeping.days());
            bySite.put(site, keptSince(now, days, keeping.zoneBySite().getOrDefault(site, ZoneOffset.UTC)));
        }
        return new Expiry(keptSince(now, keeping.days(), ZoneOffset.UTC), bySite);
    }

    /** No row of the file at or after this time is expired. */
    long latest(Segment file) {
        return sites(file).reduce(Math::max).orElse(keptSince);
    }

    /** Every row of the file before this time is expired. */
    long earliest(Segment file) {
        return sites(file).reduce(Math::min).orElse(keptSince);
    }

    /** Of all sites that the file may hold. */
    private Stream<Long> sites(Segment file) {
        Partition partition = file.partition();
        return partition == null
                ? Stream.concat(Stream.of(keptSince), keptSinceBySite.values().stream())
                : Stream.of(keptSinceBySite.getOrDefault(partition.site(), keptSince));
    }

    private static long keptSince(Instant now, int days, ZoneId zone) {
        return now.atZone(zone)
                .toLocalDate()
                .minusDays(days)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }
}
