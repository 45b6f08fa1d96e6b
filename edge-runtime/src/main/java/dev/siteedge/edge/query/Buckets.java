package dev.siteedge.edge.query;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The buckets of a query's series in its zone, and what was counted in each. The engine counts by slots of fixed width
 * that divide every bucket: a minute, or a quarter of an hour, which all offsets of zones in use are multiples of. So
 * days of 23 and 25 hours come out right without the engine knowing zones.
 */
final class Buckets {
    /** A series for a chart; more is a mistake of whoever asks. */
    static final int MAX_BUCKETS = 50_000;

    private static final long MINUTE_MILLIS = 60_000;
    private static final long QUARTER_MILLIS = 15 * MINUTE_MILLIS;

    private final long slotMillis;
    private final NavigableMap<Long, long[]> countsByStart = new TreeMap<>();

    /**
     * @param series how many numbers are counted in each bucket
     * @throws IllegalArgumentException when the range is empty or has more than {@link #MAX_BUCKETS}
     */
    Buckets(MetricsQuery query, int series) {
        if (!query.from().isBefore(query.to())) {
            throw new IllegalArgumentException(
                    "range is wrong: " + query.from() + " to " + query.to() + "; it must end after it begins.");
        }
        this.slotMillis = query.granularity() == Granularity.MINUTE ? MINUTE_MILLIS : QUARTER_MILLIS;
        ZonedDateTime start = start(query.from().atZone(query.zone()), query.granularity());
        while (start.toInstant().isBefore(query.to())) {
            if (countsByStart.size() == MAX_BUCKETS) {
                throw new IllegalArgumentException("range is wrong: more than " + MAX_BUCKETS
                        + " buckets; take a shorter range or a coarser granularity.");
            }
            countsByStart.put(start.toInstant().toEpochMilli(), new long[series]);
            start = next(start, query.granularity());
        }
    }

    long slotMillis() {
        return slotMillis;
    }

    /** Adds what was counted in a slot, which is a time divided by the slot's width. */
    void add(long slot, int series, long count) {
        long time = Math.max(slot * slotMillis, countsByStart.firstKey());
        Map.Entry<Long, long[]> bucket = countsByStart.floorEntry(time);
        bucket.getValue()[series] += count;
    }

    long sum(int series) {
        return countsByStart.values().stream()
                .mapToLong(counts -> counts[series])
                .sum();
    }

    List<MetricsAnswer.Point> points(int series) {
        return countsByStart.entrySet().stream()
                .map(bucket ->
                        new MetricsAnswer.Point(Instant.ofEpochMilli(bucket.getKey()), bucket.getValue()[series]))
                .toList();
    }

    private static ZonedDateTime start(ZonedDateTime time, Granularity granularity) {
        return switch (granularity) {
            case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> time.toLocalDate().atStartOfDay(time.getZone());
        };
    }

    private static ZonedDateTime next(ZonedDateTime start, Granularity granularity) {
        return switch (granularity) {
            case MINUTE -> start.plusMinutes(1);
            case HOUR -> {
                ZonedDateTime later = start.plusHours(1);
                ZonedDateTime aligned = later.truncatedTo(ChronoUnit.HOURS);
                // Where clocks go back by half an hour the aligned one is the hour that is just over.
                yield aligned.isAfter(start) ? aligned : later;
            }
            case DAY -> start.toLocalDate().plusDays(1).atStartOfDay(start.getZone());
        };
    }
}
