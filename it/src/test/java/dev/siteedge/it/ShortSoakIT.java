package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of each long test of script/soak. */
class ShortSoakIT {
    private static final long SEED = 1;

    @TempDir
    Path folder;

    private Soak.Place place;

    @BeforeEach
    void setUp() {
        place = new Soak.Place(folder, Runtime.ROOT.resolve("edge-runtime/target/site-edge-runtime.jar"));
    }

    @Test
    void killedAgainAndAgainUnderLoad_eachAcknowledgedEventCountsOnce() throws Exception {
        assertThat(new KillRounds(place, new Random(SEED)).run(5)).contains("5 kills", "each counted once");
    }

    @Test
    void powerLostUnderLoad_eachAcknowledgedEventCountsOnce() throws Exception {
        assumeThat(PowerLossRounds.isPossible())
                .as("FUSE and the right to mount")
                .isTrue();

        assertThat(new PowerLossRounds(place, new Random(SEED)).run(4)).contains("4 losses", "each counted once");
    }

    @Test
    void diskFull_answers503AndGoesOnByItself() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root may mount a small disk")
                .isEqualTo("root");

        assertThat(new FullDiskRounds(place, new Random(SEED)).run(3)).contains("3 times full", "each counted once");
    }

    @Test
    void storeAwayUnderLoad_drainsWithoutCountingTwice() throws Exception {
        assertThat(new StoreOutage(place).run(8)).contains("from the store alone");
    }
}
