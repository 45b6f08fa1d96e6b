package dev.siteedge.edge.simulation;

import java.nio.file.Files;
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
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir
    Path folder;

    @Test
    void seeds() {
        long seeds = Long.getLong("site-edge.simulator.seeds", 10_000);
        long first = Long.getLong("site-edge.simulator.first", 1);
        Path place = Files.isWritable(MEMORY) ? MEMORY : folder;
        Simulation.Tally tally = Simulation.runAll(LongStream.range(first, first + seeds), place);
        System.out.println("simulator: seeds " + first + " to " + (first + seeds - 1) + ": " + tally.acknowledged()
                + " events acknowledged, " + tally.deaths() + " deaths of a process, each event once");
    }
}
