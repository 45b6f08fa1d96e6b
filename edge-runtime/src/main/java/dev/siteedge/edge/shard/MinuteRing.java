package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Allocation;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.VisitEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.datasketches.hll.Union;
import org.jspecify.annotations.Nullable;

/**
 * The last 1,440 minutes by site: totals, visitors, and counts by dimension. For what is shown in real time; history is
 * asked of the rows. Owned by one thread. Moved on by the logged time, never by a clock.
 *
 * <p>Bounded: a minute has at most {@code maxPerMinute} values (some 3 bytes each) and 1 kB of visitors, all minutes
 * together name at most {@code maxValues} different values of 128 characters. In a shard these are {@link #SHARD_MINUTE}
 * and {@link #SHARD_VALUES}: with 64 shards a site takes 240 MB when it is flooded with other paths and visitors in each
 * minute of a day, and its values 120 MB more for all sites together. A site of 10 million events, 10,000 paths and a
 * million visitors a day takes about a third of that.
 */
final class MinuteRing {
    static final int MINUTES = 1_440;
    static final int SHARD_VALUES = 8_192;
    static final int SHARD_MINUTE = 512;
    static final int NODE_VALUES = 131_072;
    static final int NODE_MINUTE = 8_192;

    private static final long MINUTE_MILLIS = 60_000;
    private static final Dimension[] DIMENSIONS = Dimension.values();

    /** One site's minutes. */
    private static final class Site {
        final @Nullable PackedMinute[] packed = new PackedMinute[MINUTES];

        @Nullable OpenMinute open;
    }

    private final ValueTable values;
    private final int maxPerMinute;
    private final Map<String, Site> sites = new HashMap<>();
    private long newest = Long.MIN_VALUE;

    private MinuteRing(int maxValues, int maxPerMinute) {
        this.values = new ValueTable(maxValues);
        this.maxPerMinute = maxPerMinute;
    }

    /** A shard's. */
    static MinuteRing ofShard() {
        return new MinuteRing(SHARD_VALUES, SHARD_MINUTE);
    }

    /** That of all shards together. */
    static MinuteRing ofNode() {
        return new MinuteRing(NODE_VALUES, NODE_MINUTE);
    }

    static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }

    /**
     * Counts what a row says.
     *
     * @param began the row is the first of its session
     */
    void count(Row row, boolean began) {
        moveTo(minute(row.received()));
        OpenMinute minute = open(row.event().site(), minute(row.time()));
        if (minute == null) {
            return;
        }
        if (row.event() instanceof VisitEvent visit && !(visit instanceof Engagement)) {
            minute.total(visit instanceof Pageview ? 1 : 0, 1, began ? 1 : 0);
            minute.visitor(row.visitor());
            count(minute, visit);
        } else {
            countVariant(minute, row.event());
        }
    }

    /** Adds the site's minutes of a range to the sum, both ends inclusive. */
    void addTo(MinuteSum sum, String site, long from, long to) {
        Site found = sites.get(site);
        if (found == null) {
            return;
        }
        pack(found);
        long oldest = Math.max(from, newest - MINUTES + 1);
        for (long minute = oldest; minute <= Math.min(to, newest); minute++) {
            PackedMinute packed = found.packed[slot(minute)];
            if (packed != null && packed.minute() == minute) {
                sum.add(packed, values::value);
            }
        }
    }

    /** Forgets all of a site. */
    void erase(String site) {
        Site found = sites.remove(site);
        if (found != null) {
            pack(found);
            for (PackedMinute packed : found.packed) {
                release(packed);
            }
        }
    }

    /** How many different values have a place. */
    int values() {
        return values.size();
    }

    /** What a reader on another thread may keep. */
    Copy copy() {
        Map<String, List<PackedMinute>> minutes = new TreeMap<>();
        sites.forEach((name, site) -> {
            pack(site);
            List<PackedMinute> own = new ArrayList<>();
            for (PackedMinute packed : site.packed) {
                if (packed != null) {
                    own.add(packed);
                }
            }
            own.sort((a, b) -> Long.compare(a.minute(), b.minute()));
            minutes.put(name, own);
        });
        return new Copy(newest, values.copy(), minutes);
    }

    /**
     * A ring as it was.
     *
     * @param newest the minute it had come to
     * @param values by their numbers
     * @param minutes by site, in order
     */
    record Copy(long newest, List<ValueTable.Value> values, Map<String, List<PackedMinute>> minutes) {
        /** Adds the site's minutes of a range to the sum, both ends inclusive. */
        void addTo(MinuteSum sum, String site, long from, long to) {
            for (PackedMinute packed : minutes.getOrDefault(site, List.of())) {
                if (packed.minute() >= from && packed.minute() <= to) {
                    sum.add(packed, values::get);
                }
            }
        }
    }

    /** The ring that all these make together, as one of a node. */
    static MinuteRing united(List<Copy> copies) {
        MinuteRing ring = ofNode();
        copies.forEach(copy -> ring.moveTo(copy.newest()));
        // Minute by minute, so that each is opened once.
        Map<String, TreeMap<Long, List<Part>>> parts = new TreeMap<>();
        for (Copy copy : copies) {
            Renumbering numbers = new Renumbering(copy.values(), ring.values);
            copy.minutes().forEach((site, minutes) -> {
                Map<Long, List<Part>> own = parts.computeIfAbsent(site, unknown -> new TreeMap<>());
                minutes.forEach(packed -> own.computeIfAbsent(packed.minute(), unknown -> new ArrayList<>())
                        .add(new Part(packed, numbers)));
            });
        }
        parts.forEach((site, minutes) -> minutes.forEach((minute, own) -> ring.unite(site, minute, own)));
        return ring;
    }

    private record Part(PackedMinute packed, Renumbering numbers) {}

    private void unite(String site, long minute, List<Part> parts) {
        if (minute <= newest - MINUTES) {
            return;
        }
        OpenMinute open = new OpenMinute(OpenMinute.empty(minute), values, maxPerMinute);
        Union visitors = new Union(Uniques.LG_REGISTERS);
        for (Part part : parts) {
            PackedMinute packed = part.packed();
            open.total(packed.pageviews(), packed.events(), packed.sessions());
            packed.forEach((number, count) -> open.count(part.numbers().of(number), count));
            Uniques.add(visitors, packed.visitors());
        }
        own(site).packed[slot(minute)] = open.pack(Uniques.pack(visitors));
    }

    /** One of a node, as it was. */
    static MinuteRing restored(Copy copy) {
        MinuteRing ring = ofNode();
        ring.newest = copy.newest();
        ring.values.load(copy.values());
        copy.minutes().forEach((site, minutes) -> {
            for (PackedMinute packed : minutes) {
                ring.own(site).packed[slot(packed.minute())] = packed;
                packed.forEach((number, count) -> ring.values.use(number));
            }
        });
        ring.values.freeUnused();
        return ring;
    }

    private void count(OpenMinute minute, VisitEvent event) {
        for (Dimension dimension : DIMENSIONS) {
            String value = dimension.of(event);
            if (!value.isEmpty()) {
                minute.count(dimension, value);
            }
        }
    }

    private static void countVariant(OpenMinute minute, Event event) {
        if (event instanceof Exposure shown) {
            minute.count(Dimension.VARIANT, shown.experiment() + "=" + shown.variant());
        } else if (event instanceof Allocation given) {
            minute.count(Dimension.VARIANT, given.experiment() + "=" + given.variant());
        }
    }

    private Site own(String site) {
        return sites.computeIfAbsent(site, unknown -> new Site());
    }

    /** Null when the minute has left the ring. */
    private @Nullable OpenMinute open(String name, long minute) {
        if (minute <= newest - MINUTES) {
            return null;
        }
        Site site = own(name);
        OpenMinute open = site.open;
        if (open != null && open.minute == minute) {
            return open;
        }
        pack(site);
        PackedMinute packed = site.packed[slot(minute)];
        open = new OpenMinute(packed == null ? OpenMinute.empty(minute) : packed, values, maxPerMinute);
        site.open = open;
        return open;
    }

    private static void pack(Site site) {
        OpenMinute open = site.open;
        if (open != null) {
            site.packed[slot(open.minute)] = open.pack();
            site.open = null;
        }
    }

    /** Makes room for the minutes up to this one. */
    private void moveTo(long minute) {
        if (minute <= newest) {
            return;
        }
        Iterator<Site> all = sites.values().iterator();
        while (all.hasNext()) {
            Site site = all.next();
            pack(site);
            if (forget(site, minute - MINUTES)) {
                all.remove();
            }
        }
        newest = minute;
    }

    /** Drops minutes up to this one; true when nothing is left. */
    private boolean forget(Site site, long through) {
        boolean empty = true;
        for (int slot = 0; slot < MINUTES; slot++) {
            PackedMinute packed = site.packed[slot];
            if (packed != null && packed.minute() <= through) {
                release(packed);
                site.packed[slot] = null;
            } else if (packed != null) {
                empty = false;
            }
        }
        return empty;
    }

    private void release(@Nullable PackedMinute packed) {
        if (packed != null) {
            packed.forEach((number, count) -> values.release(number));
        }
    }

    private static int slot(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }
}
