package dev.siteedge.edge.shard;

import static dev.siteedge.edge.event.Events.SITE;
import static dev.siteedge.edge.event.Events.custom;
import static dev.siteedge.edge.event.Events.engagement;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Pageview;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MinuteRingTest {
    private static final long T0 = 29_539_320L;
    private static final long MINUTE = 60_000;

    private final MinuteRing ring = MinuteRing.ofShard();

    private static Row row(long received, long time, Event event) {
        return new Row(1, received * MINUTE, time * MINUTE, event, null);
    }

    private static MinuteSum sum(MinuteRing ring, long from, long to) {
        MinuteSum sum = new MinuteSum();
        ring.addTo(sum, SITE, from, to);
        return sum;
    }

    @Test
    void kindsOfEvents_countWhereTheyBelong() {
        ring.count(row(T0, T0, pageview("a", 1, "/a")), true);
        ring.count(row(T0, T0, pageview("a2", 1, "/a")), false);
        ring.count(row(T0, T0, custom("b", 1, "menu", "open")), false);
        ring.count(row(T0, T0, engagement("c", 1, 500)), false);
        ring.count(row(T0, T0, exposure("d", "v:1", "bold")), false);

        MinuteSum sum = sum(ring, T0, T0);
        assertThat(sum.minutes()).isEqualTo(Map.of(T0, new MinuteSum.Totals(2, 3, 1)));
        assertThat(sum.visitors()).isEqualTo(1);
        assertThat(sum.counts().get(Dimension.PATH)).isEqualTo(Map.of("/a", 2L, "/", 1L));
        assertThat(sum.counts().get(Dimension.ACTION)).isEqualTo(Map.of("open", 1L));
        assertThat(sum.counts().get(Dimension.CATEGORY)).isEqualTo(Map.of("menu", 1L));
        assertThat(sum.counts().get(Dimension.COUNTRY)).isEqualTo(Map.of("FR", 2L));
        assertThat(sum.counts().get(Dimension.VARIANT)).isEqualTo(Map.of("hero=bold", 1L));
    }

    @Test
    void randomEventsOverTwoDays_countLikeAPlainMap() {
        Random random = new Random(7);
        TreeMap<Long, Map<String, Long>> model = new TreeMap<>();
        long now = T0;
        for (int i = 0; i < 40_000; i++) {
            now += random.nextInt(14) == 0 ? 1 : 0;
            long time = random.nextInt(10) == 0 ? now - random.nextInt(2_000) : now;
            String path = "/" + (int) Math.abs(random.nextGaussian() * 60);
            ring.count(row(now, time, pageview("e" + i, i % 90, path)), false);
            if (time > now - MinuteRing.MINUTES) {
                model.computeIfAbsent(time, unknown -> new HashMap<>()).merge(path, 1L, Long::sum);
            }
        }
        model.headMap(now - MinuteRing.MINUTES, true).clear();

        for (MinuteRing same :
                List.of(ring, MinuteRing.restored(ring.copy()), MinuteRing.united(List.of(ring.copy())))) {
            MinuteSum sum = sum(same, 0, Long.MAX_VALUE);
            Map<Long, Long> totals = new TreeMap<>();
            sum.minutes().forEach((minute, total) -> totals.put(minute, (long) total.pageviews()));
            Map<Long, Long> wanted = new TreeMap<>();
            Map<String, Long> paths = new HashMap<>();
            model.forEach((minute, counts) -> {
                counts.forEach((path, count) -> paths.merge(path, count, Long::sum));
                wanted.put(
                        minute,
                        counts.values().stream().mapToLong(Long::longValue).sum());
            });
            assertThat(totals).isEqualTo(wanted).hasSizeGreaterThan(1_200);
            assertThat(sum.counts().get(Dimension.PATH)).isEqualTo(paths);
            assertThat(sum.visitors()).isEqualTo(90);
        }
    }

    @Test
    void severalRingsUnited_countLikeOne() {
        MinuteRing left = MinuteRing.ofShard();
        MinuteRing right = MinuteRing.ofShard();
        for (int i = 0; i < 3_000; i++) {
            Row row = row(T0 + i / 50, T0 + i / 50, pageview("e" + i, i, "/" + i % 300));
            ring.count(row, i % 3 == 0);
            (i % 2 == 0 ? left : right).count(row, i % 3 == 0);
        }

        MinuteSum united = sum(MinuteRing.united(List.of(left.copy(), right.copy())), T0, T0 + 60);
        MinuteSum one = sum(ring, T0, T0 + 60);
        assertThat(united.minutes()).isEqualTo(one.minutes());
        assertThat(united.counts()).isEqualTo(one.counts());
        assertThat(united.visitors()).isEqualTo(one.visitors());
    }

    @Test
    void aDayLater_nothingIsLeftAndNoValueKeepsItsPlace() {
        for (int i = 0; i < 1_000; i++) {
            ring.count(row(T0 + i % 7, T0 + i % 7, pageview("e" + i, i, "/" + i)), false);
        }
        assertThat(ring.values()).isGreaterThan(1_000);

        long later = T0 + 6 + MinuteRing.MINUTES;
        ring.count(row(later, later, pageview("z", 1, "/z")), false);

        assertThat(sum(ring, 0, Long.MAX_VALUE).minutes()).containsOnlyKeys(later);
        assertThat(ring.values())
                .as("the path, country, type, browser and system of one event")
                .isEqualTo(5);
    }

    @Test
    void floodOfPaths_countsUnderOtherAndKeepsTheRingSmall() {
        int flood = 1_000_000;
        for (int i = 0; i < flood; i++) {
            long minute = T0 + i / 10_000;
            ring.count(row(minute, minute, pageview("e", 1, "/" + "long".repeat(60) + i)), false);
        }

        assertThat(ring.values()).isLessThanOrEqualTo(MinuteRing.SHARD_VALUES);
        MinuteRing.Copy copy = ring.copy();
        assertThat(copy.minutes().get(SITE))
                .hasSize(100)
                .allSatisfy(packed -> assertThat(packed.counts()).hasSizeLessThan(MinuteRing.SHARD_MINUTE * 8));
        assertThat(copy.values())
                .allSatisfy(value -> assertThat(value.text()).hasSizeLessThanOrEqualTo(ValueTable.MAX_CHARS));
        Map<String, Long> paths = sum(ring, T0, T0 + 99).counts().get(Dimension.PATH);
        assertThat(paths.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(flood);
    }

    @Test
    void tooManyPathsInAMinute_theFirstHaveTheirOwnCountTheRestIsOther() {
        for (int i = 0; i < 600; i++) {
            ring.count(row(T0, T0, pageview("e" + i, 1, "/" + i)), false);
        }

        Map<String, Long> paths = sum(ring, T0, T0).counts().get(Dimension.PATH);
        assertThat(paths).hasSize(509).containsEntry("/507", 1L).containsEntry(ValueTable.OTHER, 92L);
    }

    @Test
    void manyVisitors_areEstimatedWithinFourStandardErrors() {
        for (int i = 0; i < 200_000; i++) {
            Pageview view = pageview("e", i * 0x9e3779b97f4a7c15L, "/");
            ring.count(row(T0 + i % 30, T0 + i % 30, view), false);
            ring.count(row(T0 + i % 30, T0 + i % 30, view), false);
        }

        assertThat(sum(ring, T0, T0 + 29).visitors()).isCloseTo(200_000L, Percentage.withPercentage(4 * 2.3));
    }

    @Test
    void erasedSite_leavesNothing() {
        ring.count(row(T0, T0, pageview("a", 1, "/a")), true);

        ring.erase(SITE);

        assertThat(sum(ring, 0, Long.MAX_VALUE).minutes()).isEmpty();
        assertThat(ring.values()).isZero();
    }
}
