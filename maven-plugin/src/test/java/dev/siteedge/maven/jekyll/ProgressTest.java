package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final RecordingLog log = new RecordingLog();
    private Instant now = Instant.EPOCH;
    private final Progress progress = new Progress(() -> now, log);

    @Test
    void shortBuild_saysNothing() {
        now = Instant.EPOCH.plus(Progress.INTERVAL).minusMillis(1);

        progress.report("Rendering", 1, 2);

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void longBuild_saysPhaseAndCountsOncePerInterval() {
        now = Instant.EPOCH.plus(Progress.INTERVAL);

        progress.report("Rendering", 1200, 7573);
        progress.report("Rendering", 1201, 7573);
        now = now.plus(Progress.INTERVAL);
        progress.report("Writing", 0, 0);

        assertThat(log.lines()).containsExactly("INFO Rendering … 1,200 of 7,573", "INFO Writing …");
    }
}
