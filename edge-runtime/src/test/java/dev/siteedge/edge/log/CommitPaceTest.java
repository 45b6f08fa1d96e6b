package dev.siteedge.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long PART = CommitPace.NANOS / 4;

    private final List<Long> sleeps = new ArrayList<>();
    private long now = -7;
    /** Sleeps half as long as it is told, as a thread may be woken early. */
    private final CommitPace pace = new CommitPace(() -> now, nanos -> {
        sleeps.add(nanos);
        now += (nanos + 1) / 2;
    });

    @Test
    void beforeTheFirstCommit_nobodyWaits() {
        pace.await();

        assertThat(sleeps).isEmpty();
    }

    @Test
    void afterACommitOfOneAppend_nobodyWaits() {
        pace.begin(2);
        pace.begin(1);
        pace.await();

        assertThat(sleeps).isEmpty();
    }

    @Test
    void afterASharedCommit_theNextBeginsAMillisecondAfterItBegan() {
        pace.begin(2);
        now += PART;
        pace.await();

        assertThat(sleeps.get(0)).isEqualTo(3 * PART);
        assertThat(now).isEqualTo(-7 + CommitPace.NANOS);
    }

    @Test
    void afterASharedCommitThatTookLonger_nobodyWaits() {
        pace.begin(2);
        now += CommitPace.NANOS;
        pace.await();

        assertThat(sleeps).isEmpty();
    }
}
