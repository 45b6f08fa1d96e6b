package dev.siteedge.edge.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    @Test
    void tooMany_theOldestIsForgottenEarly() {
        for (int id = 0; id <= RecentIds.MAX_IDS; id++) {
            assertThat(ids.add(id, id / 100)).isTrue();
        }

        assertThat(ids.add(1, 400)).as("still known").isFalse();
        assertThat(ids.add(0, 400)).as("forgotten").isTrue();
    }
}
