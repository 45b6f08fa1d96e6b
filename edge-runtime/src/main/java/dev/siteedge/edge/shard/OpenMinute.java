package dev.siteedge.edge.shard;

import java.util.HashMap;
import java.util.Map;
import org.apache.datasketches.hll.HllSketch;

/** The minute of a site that is written at present. Values beyond the limit count under their dimension's "other". */
final class OpenMinute {
    final long minute;
    private final ValueTable values;
    private final int maxValues;
    private final Map<Integer, int[]> countByNumber = new HashMap<>();
    private final HllSketch visitors;
    private int pageviews;
    private int events;
    private int sessions;

    OpenMinute(PackedMinute packed, ValueTable values, int maxValues) {
        this.minute = packed.minute();
        this.values = values;
        this.maxValues = maxValues;
        this.pageviews = packed.pageviews();
        this.events = packed.events();
        this.sessions = packed.sessions();
        this.visitors = Uniques.open(packed.visitors());
        packed.forEach((number, count) -> countByNumber.put(number, new int[] {count}));
    }

    static PackedMinute empty(long minute) {
        return new PackedMinute(minute, 0, 0, 0, new byte[0], Uniques.none());
    }

    void total(int morePageviews, int moreEvents, int moreSessions) {
        pageviews += morePageviews;
        events += moreEvents;
        sessions += moreSessions;
    }

    void visitor(long hash) {
        visitors.update(hash);
    }

    void count(Dimension dimension, String value, int more) {
        boolean full = countByNumber.size() >= maxValues;
        int number = full ? values.known(dimension, value) : values.number(dimension, value);
        int[] count = countByNumber.get(number);
        if (count == null && full) {
            number = values.other(dimension);
            count = countByNumber.get(number);
        }
        if (count == null) {
            count = new int[1];
            countByNumber.put(number, count);
            values.use(number);
        }
        count[0] += more;
    }

    /** All but the visitors. */
    void add(MinuteSum sum) {
        sum.minutes().values().forEach(totals -> total(totals.pageviews(), totals.events(), totals.sessions()));
        sum.counts()
                .forEach((dimension, counts) ->
                        counts.forEach((value, count) -> count(dimension, value, Math.toIntExact(count))));
    }

    PackedMinute pack() {
        return pack(Uniques.pack(visitors));
    }

    /** With visitors that were united elsewhere. */
    PackedMinute pack(byte[] packedVisitors) {
        return new PackedMinute(minute, pageviews, events, sessions, PackedMinute.pack(countByNumber), packedVisitors);
    }
}
