package dev.siteedge.edge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every acknowledged event exactly once, over random schedules of crashes, failures, owners and clocks. */
@Timeout(120)
class SimulatorTest {
    @TempDir
    Path folder;

    @Test
    void manySeeds_everyAcknowledgedEventExactlyOnce() {
        long seeds = Long.getLong("site-edge.seeds", 250);
        long first = Long.getLong("site-edge.seed", 1);
        long acknowledged = 0;
        long deaths = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            Simulation.Outcome outcome = Simulation.run(seed, folder);
            acknowledged += outcome.acknowledged();
            deaths += outcome.deaths();
        }
        System.out.println(seeds + " seeds, " + acknowledged + " events, " + deaths + " deaths");
    }

    @Test
    void sameSeed_givesTheSameSchedule() {
        assertThat(Simulation.run(42, folder).schedule())
                .isEqualTo(Simulation.run(42, folder).schedule());
    }
}
