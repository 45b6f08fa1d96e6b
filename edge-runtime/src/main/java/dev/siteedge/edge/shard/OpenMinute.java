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

    void count(Dimension dimension, String value) {
        // A number that the minute has no room for shall not be given out.
        boolean full = countByNumber.size() >= maxValues;
        count(full ? values.known(dimension, value) : values.number(dimension, value), 1);
    }

    /** Counts a value by its number. */
    void count(int number, int more) {
        int[] count = countByNumber.get(number);
        if (count == null && countByNumber.size() >= maxValues) {
            count = counted(values.other(values.value(number).dimension()));
        } else if (count == null) {
            count = counted(number);
        }
        count[0] += more;
    }

    private int[] counted(int number) {
        return countByNumber.computeIfAbsent(number, unknown -> {
            values.use(number);
            return new int[1];
        });
    }

    PackedMinute pack() {
        return pack(Uniques.pack(visitors));
    }

    /** With visitors that were united elsewhere. */
    PackedMinute pack(byte[] packedVisitors) {
        return new PackedMinute(minute, pageviews, events, sessions, PackedMinute.pack(countByNumber), packedVisitors);
    }
}
