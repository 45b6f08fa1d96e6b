package dev.siteedge.edge.query;

import dev.siteedge.edge.shard.Dimension;
import dev.siteedge.edge.shard.MinuteSum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes of the shards' minutes what is shown. */
final class RealtimeSum {
    private static final MinuteSum.Totals NOTHING = new MinuteSum.Totals(0, 0, 0);
    private static final Comparator<Realtime.Value> MOST_FIRST =
            Comparator.comparingLong(Realtime.Value::count).reversed().thenComparing(Realtime.Value::value);

    private RealtimeSum() {}

    /** @param visitors of the last minutes that count for them */
    static Realtime of(String site, Instant now, MinuteSum sum, long visitors) {
        long last = now.getEpochSecond() / 60;
        List<Realtime.Minute> minutes = new ArrayList<>();
        for (long minute = last - Realtime.MINUTES + 1; minute <= last; minute++) {
            MinuteSum.Totals totals = sum.minutes().getOrDefault(minute, NOTHING);
            minutes.add(new Realtime.Minute(
                    Instant.ofEpochSecond(minute * 60), totals.pageviews(), totals.events(), totals.sessions()));
        }
        Map<String, List<Realtime.Value>> top = new TreeMap<>();
        sum.counts().forEach((dimension, counts) -> top.put(name(dimension), most(counts)));
        return new Realtime(site, now, visitors, minutes, top);
    }

    private static List<Realtime.Value> most(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Realtime.Value(entry.getKey(), entry.getValue()))
                .sorted(MOST_FIRST)
                .limit(Realtime.TOP)
                .toList();
    }

    private static String name(Dimension dimension) {
        return dimension.name().toLowerCase(Locale.ROOT);
    }
}
