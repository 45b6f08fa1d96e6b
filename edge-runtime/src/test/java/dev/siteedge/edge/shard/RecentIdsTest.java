package dev.siteedge.edge.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {
    private final RecentIds ids = new RecentIds();

    @Test
    void knownId_isRefusedUntilTheWindowIsOver() {
        assertThat(ids.add(1, 0)).isTrue();
        assertThat(ids.add(1, RecentIds.WINDOW_MILLIS)).isFalse();
        assertThat(ids.add(1, RecentIds.WINDOW_MILLIS + 1)).isTrue();
    }

    @Test
    void aRefusedCopy_doesNotProlongTheWindow() {
        ids.add(1, 0);
        ids.add(1, RecentIds.WINDOW_MILLIS);

        assertThat(ids.add(1, RecentIds.WINDOW_MILLIS + 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anySequence_isAnsweredAsByAnOrderedMap(long seed) {
        Random random = new Random(seed);
        Map<Long, Long> model = new LinkedHashMap<>();
        long now = 0;
        for (int i = 0; i < 200_000; i++) {
            // Now and then an hour without an event; keys that collide in their low bits.
            now += random.nextInt(20_000) == 0 ? RecentIds.WINDOW_MILLIS / 2 : random.nextInt(100);
            long oldest = now - RecentIds.WINDOW_MILLIS;
            Iterator<Long> times = model.values().iterator();
            while (times.hasNext() && times.next() < oldest) {
                times.remove();
            }
            long key = (long) random.nextInt(5) << 40 | random.nextInt(1 + random.nextInt(60_000));
            boolean fresh = model.putIfAbsent(key, now) == null;
            if (model.size() > RecentIds.MAX_IDS) {
                model.remove(model.keySet().iterator().next());
            }
            assertThat(ids.add(key, now)).as("seed %d, step %d", seed, i).isEqualTo(fresh);
        }
        long[] pairs = model.entrySet().stream()
                .flatMapToLong(entry -> LongStream.of(entry.getKey(), entry.getValue()))
                .toArray();
        assertThat(ids.copy()).as("seed %d", seed).isEqualTo(pairs);
    }

    @Test
    void erasedSite_isForgottenAndTheOthersKeepTheirOrder() {
        for (int id = 0; id < 1_000; id++) {
            ids.add(Fingerprint.within(id % 2 == 0 ? "a.example" : "b.example", Fingerprint.of("id", id)), id);
        }

        ids.erase("a.example");
        assertThat(ids.copy()).hasSize(1_000);
        assertThat(ids.add(Fingerprint.within("a.example", Fingerprint.of("id", 0L)), 1_000))
                .isTrue();
        assertThat(ids.add(Fingerprint.within("b.example", Fingerprint.of("id", 1L)), 1_000))
                .isFalse();
        assertThat(ids.add(Fingerprint.within("b.example", Fingerprint.of("id", 1L)), 1_002 + RecentIds.WINDOW_MILLIS))
                .isTrue();
    }

    @Test
    void tooMany_theOldestIsForgottenEarly() {
        for (int id = 0; id <= RecentIds.MAX_IDS; id++) {
            assertThat(ids.add(id, id / 100)).isTrue();
        }

        assertThat(ids.add(1, 400)).as("still known").isFalse();
        assertThat(ids.add(0, 400)).as("forgotten").isTrue();
    }
}
