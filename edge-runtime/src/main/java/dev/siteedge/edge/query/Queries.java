package dev.siteedge.edge.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What can be asked of everything that was acknowledged. Safe for use by many threads; answers block. */
public interface Queries {
    MetricsAnswer metrics(MetricsQuery query);

    /**
     * The most frequent values of a property over the query's range, by visitors and then by name.
     *
     * @param property one of {@code event:page}, {@code event:name}, {@code visit:source}, {@code visit:referrer},
     *     {@code visit:country}, {@code visit:device}, {@code visit:browser}, {@code visit:os}, {@code visit:utm_*}
     * @param limit 1 to 1,000
     */
    List<Row> top(MetricsQuery query, String property, int limit);

    /** Counts by variant of one phase of an experiment; a variant without any is absent. */
    Map<String, Tally> tally(String site, String experiment, String phase, String goal);

    /** What happens on a site now; from memory, so that it may be asked every second. */
    Realtime realtime(String site, Instant now);

    /** The ids of all sites that any event was stored for, sorted. */
    List<String> sites();

    /** One value of a property. */
    record Row(String value, long visitors, long pageviews, long events) {}

    /**
     * @param exposures units that were shown the variant, those of the allocation endpoint among them
     * @param allocations units that the allocation endpoint gave the variant
     * @param conversions units that reached the goal after their exposure
     */
    record Tally(long exposures, long allocations, long conversions) {}
}
