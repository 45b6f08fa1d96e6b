package dev.siteedge.edge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every acknowledged event exactly once, over random schedules of crashes, failures, owners and clocks. */
@Timeout(300)
class SimulatorTest {
    private static final int SEEDS = 150;

    @TempDir
    Path folder;

    @Test
    void manySeeds_everyAcknowledgedEventExactlyOnce() {
        Simulation.Tally tally = Simulation.runAll(LongStream.rangeClosed(1, SEEDS), Simulation.quickest(folder));

        assertThat(tally.acknowledged()).isGreaterThan(20L * SEEDS);
        assertThat(tally.deaths()).isGreaterThan(SEEDS);
    }

    @Test
    void sameSeed_givesTheSameSchedule() {
        assertThat(Simulation.run(42, folder).schedule())
                .isEqualTo(Simulation.run(42, folder).schedule());
    }
}
