package dev.siteedge.edge.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.experiment.ExperimentRules.Admission;
import dev.siteedge.edge.experiment.ExperimentRules.Goal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
    private static final Instant NOW = Instant.parse("2026-12-03T00:00:00Z");
    private static final String HALF = Definitions.HERO.replace("'seed':'hero-1'", "'seed':'hero-1','coverage':0.5");

    private final ExperimentCatalog catalog = Definitions.catalog(
            HALF, Definitions.HERO.replace("'id':'hero'", "'id':'old'").replace("'running'", "'stopped'"));
    private final LiveExperiment hero = catalog.find("hero");
    private final Experiments experiments = new Experiments(() -> catalog);

    private int bucketOf(int arm) {
        int bucket = 0;
        while (hero.arms().of(bucket) != arm) {
            bucket++;
        }
        return bucket;
    }

    @Test
    void armShownIsTheBucketsOwn_admitsWithThePhase() {
        assertThat(experiments.admit("example.com", "hero", "bold", bucketOf(1), NOW))
                .isEqualTo(new Admission.Admitted(hero.phase()));
    }

    @Test
    void anotherArmShown_isAMismatch() {
        assertThat(experiments.admit("example.com", "hero", "bold", bucketOf(0), NOW))
                .isEqualTo(new Admission.Refused("arm_mismatch"));
        assertThat(experiments.admit("example.com", "hero", "no-such", bucketOf(0), NOW))
                .isEqualTo(new Admission.Refused("arm_mismatch"));
    }

    @Test
    void bucketOutsideCoverage_isNotInTheExperiment() {
        assertThat(experiments.admit("example.com", "hero", "control", bucketOf(Bucketing.NONE), NOW))
                .isEqualTo(new Admission.Refused("not_in_experiment"));
    }

    @Test
    void stoppedUnknownOrForeign_isNotRunning() {
        Admission notRunning = new Admission.Refused("not_running");

        assertThat(experiments.admit("example.com", "old", "control", 0, NOW)).isEqualTo(notRunning);
        assertThat(experiments.admit("example.com", "none", "control", 0, NOW)).isEqualTo(notRunning);
        assertThat(experiments.admit("other.org", "hero", "control", 0, NOW)).isEqualTo(notRunning);
    }

    @Test
    void goal_isGivenForRunningExperimentsOfTheSiteOnly() {
        assertThat(experiments.goals("example.com", "/thanks/", NOW))
                .containsExactly(new Goal("hero", hero.phase(), "/thanks/", "visitor-day"));
        assertThat(experiments.goals("example.com", "signup", NOW)).hasSize(1);
        assertThat(experiments.goals("example.com", "other", NOW)).isEmpty();
        assertThat(experiments.goals("other.org", "signup", NOW)).isEmpty();
    }
}
