package dev.siteedge.edge.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {
    @Test
    void anyKeys_holdsWhatAMapHolds() {
        Random random = new Random(11);
        LongMap map = new LongMap();
        Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Few low bits, so that many keys want the same slot; 0 among them.
            long key = random.nextBoolean() ? random.nextInt(500) : (long) random.nextInt(500) << 32;
            map.put(key, i);
            model.put(key, (long) i);
        }

        Map<Long, Long> found = new HashMap<>();
        map.forEach(found::put);
        assertThat(found).isEqualTo(model);
        assertThat(map.size()).isEqualTo(model.size());
        model.forEach((key, value) -> assertThat(map.getOrDefault(key, -1)).isEqualTo(value));
        assertThat(map.getOrDefault(Long.MAX_VALUE, -1)).isEqualTo(-1);
    }
}
