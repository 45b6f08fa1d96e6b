package dev.siteedge.edge.shard;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/** Minutes of one site, added up over shards: counts add, sketches unite. Used by one thread at a time. */
public final class MinuteSum {
    /**
     * One minute's totals.
     *
     * @param events with the pageviews
     * @param sessions that began in it
     */
    public record Totals(int pageviews, int events, int sessions) {
        Totals plus(int morePageviews, int moreEvents, int moreSessions) {
            return new Totals(pageviews + morePageviews, events + moreEvents, sessions + moreSessions);
        }
    }

    private static final Totals NOTHING = new Totals(0, 0, 0);

    private final TreeMap<Long, Totals> minutes = new TreeMap<>();
    private final EnumMap<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
    private final Union visitors = new Union(Uniques.LG_REGISTERS);

    /** Totals by minute since 1970; minutes without any are absent. */
    public Map<Long, Totals> minutes() {
        return minutes;
    }

    /** Events by value; experiment facts for {@link Dimension#VARIANT}. */
    public Map<Dimension, Map<String, Long>> counts() {
        return counts;
    }

    /** Different visitors, with a standard error of 2.3 % above some hundred. */
    public long visitors() {
        return Math.round(visitors.getEstimate());
    }

    void add(PackedMinute packed, IntFunction<ValueTable.Value> values) {
        Totals before = minutes.getOrDefault(packed.minute(), NOTHING);
        minutes.put(packed.minute(), before.plus(packed.pageviews(), packed.events(), packed.sessions()));
        packed.forEach((number, count) -> {
            ValueTable.Value value = values.apply(number);
            add(value.dimension(), value.text(), count);
        });
        Uniques.add(visitors, packed.visitors());
    }

    void add(MinuteSum other) {
        other.minutes.forEach((minute, totals) ->
                minutes.merge(minute, totals, (a, b) -> a.plus(b.pageviews(), b.events(), b.sessions())));
        other.counts.forEach((dimension, own) -> own.forEach((value, count) -> add(dimension, value, count)));
        visitors.update(other.visitors.getResult(TgtHllType.HLL_8));
    }

    private void add(Dimension dimension, String value, long count) {
        counts.computeIfAbsent(dimension, unknown -> new HashMap<>()).merge(value, count, Long::sum);
    }
}
