package dev.siteedge.edge.simulation;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form of {@link SimulatorTest}, which only script/soak runs: {@code site-edge.simulator.seeds} from
 * {@code site-edge.simulator.first} on. A seed that fails is named with its schedule, and gives that schedule again.
 */
@Timeout(value = 8, unit = TimeUnit.HOURS)
class SimulatorSoak {
    @TempDir
    Path folder;

    @Test
    void seeds() {
        long seeds = Long.getLong("site-edge.simulator.seeds", 10_000);
        long first = Long.getLong("site-edge.simulator.first", 1);
        Simulation.Tally tally = Simulation.runAll(LongStream.range(first, first + seeds), Simulation.quickest(folder));
        System.out.println("simulator: seeds " + first + " to " + (first + seeds - 1) + ": " + tally.acknowledged()
                + " events acknowledged, " + tally.deaths() + " deaths of a process, each event once");
    }
}
