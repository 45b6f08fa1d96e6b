package dev.siteedge.edge.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.Routed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State is what is stored plus a replay of the rest, wherever the cut is: equal to never having stopped. */
class ReplayTest {
    private static final long T0 = 1_772_359_200_000L;
    private static final int SHARDS = 8;
    private static final FailStop NEVER = (reason, cause) -> {
        throw new AssertionError(reason, cause);
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void storedRowsThenTheTail_giveTheRowsAndCountsOfOneThatNeverStopped(long seed) {
        ManualLog log = randomLog(seed);
        Shards whole = new Shards(log, SHARDS, 2, NEVER);
        List<Row> rows = replay(whole, log.batches());
        whole.start();
        List<Map<String, VariantCounts>> counts = counts(whole);
        whole.close();
        assertThat(rows.size()).as("duplicates are dropped").isLessThan(400).isGreaterThan(200);

        for (int stored = 0; stored <= log.batches().size(); stored += 7) {
            long position = stored == 0 ? 0 : log.batches().get(stored - 1).last();
            Shards restarted = new Shards(log, SHARDS, 3, NEVER);
            List<Row> all = new ArrayList<>(
                    rows.stream().filter(row -> row.position() <= position).toList());
            all.forEach(restarted::restore);
            all.addAll(replay(
                    restarted, log.batches().subList(stored, log.batches().size())));
            restarted.start();

            assertThat(all).as("seed %d, %d batches stored", seed, stored).hasSameSizeAs(rows);
            for (int row = 0; row < all.size(); row++) {
                assertThat(all.get(row))
                        .as("seed %d, %d batches stored", seed, stored)
                        .isEqualTo(rows.get(row));
            }
            assertThat(counts(restarted)).isEqualTo(counts);
            restarted.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void snapshotThenTheTail_giveTheRowsCountsAndMinutesOfOneThatNeverStopped(long seed) throws Exception {
        ManualLog log = randomLog(seed);
        Shards whole = new Shards(log, SHARDS, 2, NEVER);
        List<Row> rows = replay(whole, log.batches());
        whole.start();
        int half = log.batches().size() / 2;

        for (int first = 0; first <= half; first += 9) {
            Shards restarted = restarted(log, StateSnapshot.read(taken(log, null, 0, first)), first, half);
            StateSnapshot second = restarted.snapshot();
            restarted.close();
            Shards again = new Shards(log, SHARDS, 3, NEVER);
            again.restore(second);
            List<Row> tail =
                    replay(again, log.batches().subList(half, log.batches().size()));
            again.start();

            long position = half == 0 ? 0 : log.batches().get(half - 1).last();
            assertThat(tail)
                    .as("seed %d, snapshots after %d and %d batches", seed, first, half)
                    .isEqualTo(rows.stream()
                            .filter(row -> row.position() > position)
                            .toList());
            assertThat(counts(again)).isEqualTo(counts(whole));
            assertSameMinutes(again, whole);
            again.close();
        }
        whole.close();
    }

    private static InputStream taken(ManualLog log, @Nullable StateSnapshot before, int from, int to) throws Exception {
        Shards shards = restarted(log, before, from, to);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        shards.snapshot().write(bytes);
        shards.close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Shards restarted(ManualLog log, @Nullable StateSnapshot before, int from, int to) {
        Shards shards = new Shards(log, SHARDS, 2, NEVER);
        if (before != null) {
            shards.restore(before);
        }
        replay(shards, log.batches().subList(from, to));
        shards.start();
        return shards;
    }

    private static void assertSameMinutes(Shards shards, Shards expected) {
        MinuteSum sum = shards.sum(Events.SITE, 0, Long.MAX_VALUE);
        MinuteSum wanted = expected.sum(Events.SITE, 0, Long.MAX_VALUE);
        assertThat(wanted.minutes()).hasSizeGreaterThan(100);
        assertThat(sum.minutes()).isEqualTo(wanted.minutes());
        assertThat(sum.counts()).isEqualTo(wanted.counts());
        assertThat(sum.visitors()).isEqualTo(wanted.visitors()).isBetween(1L, 12L);
    }

    private static List<Row> replay(Shards shards, List<Batch> batches) {
        List<Row> rows = new ArrayList<>();
        batches.forEach(batch -> rows.addAll(shards.replay(batch)));
        return rows;
    }

    private static List<Map<String, VariantCounts>> counts(Shards shards) {
        return List.of(
                shards.count(Events.SITE, "hero", "1", "signup"), shards.count(Events.SITE, "hero", "1", "other"));
    }

    /** 400 events of 12 visitors and 6 units over many hours, with every fourth id used again, every fourth event late. */
    private static ManualLog randomLog(long seed) {
        Random random = new Random(seed);
        ManualLog log = new ManualLog();
        Shards shards = new Shards(log, SHARDS, 1, NEVER);
        long time = T0;
        int id = 0;
        for (int submitted = 0; submitted < 400; ) {
            List<Routed> batch = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                id += random.nextInt(8) == 0 ? 1 : 0;
                batch.add(event(random, time, "id" + (random.nextInt(8) == 0 ? Math.max(0, id - 2) : id)));
                submitted++;
            }
            shards.submit(batch);
            time += random.nextInt(6) == 0 ? random.nextInt(50 * 60_000) : random.nextInt(60_000);
            log.commit(time);
        }
        return log;
    }

    /** An id is one visitor's: another shard does not know it. */
    private static Routed event(Random random, long time, String number) {
        long visitor = 1 + random.nextInt(12);
        String id = visitor % 6 + "-" + number;
        Event event = switch (random.nextInt(7)) {
            case 0 -> Events.exposure(id, "v:" + visitor % 6, visitor % 2 == 0 ? "bold" : "control");
            case 1 -> Events.goal(id, "v:" + visitor % 6, random.nextBoolean() ? "signup" : "other");
            case 2 -> Events.engagement(id, visitor, 1_000);
            case 3 ->
                new Pageview(
                        id,
                        Events.SITE,
                        new Visitor(visitor, null, "named-" + visitor, null),
                        "/",
                        Source.DIRECT,
                        Events.pageview(id, 1, "/").device(),
                        Map.of());
            default ->
                Events.pageview(id, Events.visitor(visitor), "/" + random.nextInt(3), Events.from("s" + visitor));
        };
        int minutesLate = random.nextBoolean() ? random.nextInt(60) : random.nextInt(24 * 60);
        Long at = random.nextInt(4) == 0 ? time - minutesLate * 60_000L : null;
        return new Routed((int) (visitor % 6), event, at);
    }
}
