package dev.siteedge.edge.shard;

import static dev.siteedge.edge.event.Events.SITE;
import static dev.siteedge.edge.event.Events.allocation;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.goal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.Exposure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitsTest {
    private static final long T0 = 1_772_359_200_000L;

    private final Units units = new Units();

    private Map<String, VariantCounts> after(ExperimentEvent... events) {
        for (ExperimentEvent event : events) {
            units.apply(event, T0);
        }
        return units.counts(SITE, "hero", "1", "signup");
    }

    private static VariantCounts counts(long exposures, long allocations, long conversions, long multiple) {
        return new VariantCounts(exposures, allocations, conversions, multiple);
    }

    @Test
    void exposure_countsAUnitOnce() {
        assertThat(after(exposure("a", "v:1", "bold"), exposure("b", "v:1", "bold"), exposure("c", "v:2", "bold")))
                .isEqualTo(Map.of("bold", counts(2, 0, 0, 0)));
    }

    @Test
    void conversion_countsAUnitOnce() {
        assertThat(after(exposure("a", "v:1", "bold"), goal("b", "v:1", "signup"), goal("c", "v:1", "signup")))
                .isEqualTo(Map.of("bold", counts(1, 0, 1, 0)));
    }

    @Test
    void conversion_beforeTheExposureOrOfAnotherGoal_doesNotCount() {
        assertThat(after(goal("a", "v:1", "signup"), exposure("b", "v:1", "bold"), goal("c", "v:1", "other")))
                .isEqualTo(Map.of("bold", counts(1, 0, 0, 0)));
        assertThat(units.counts(SITE, "hero", "1", "other")).isEqualTo(Map.of("bold", counts(1, 0, 1, 0)));
    }

    @Test
    void secondVariant_keepsTheFirstAndIsMarked() {
        assertThat(after(exposure("a", "v:1", "bold"), exposure("b", "v:1", "control"), goal("c", "v:1", "signup")))
                .isEqualTo(Map.of("bold", counts(1, 0, 1, 1)));
    }

    @Test
    void allocation_isAnExposureOfItsOwnKind() {
        assertThat(after(
                        allocation("a", "u:1", "bold"),
                        allocation("b", "u:1", "bold"),
                        exposure("c", "u:2", "bold"),
                        allocation("d", "u:3", "control")))
                .isEqualTo(Map.of("bold", counts(2, 1, 0, 0), "control", counts(1, 1, 0, 0)));
    }

    @Test
    void phaseExperimentAndSite_countApart() {
        after(
                exposure("a", "v:1", "bold"),
                new Exposure("b", SITE, "hero", "2", "v:1", "control"),
                new Exposure("c", SITE, "footer", "1", "v:1", "big"),
                new Exposure("d", "other.example", "hero", "1", "v:1", "bold"));

        assertThat(units.counts(SITE, "hero", "1", "g")).isEqualTo(Map.of("bold", counts(1, 0, 0, 0)));
        assertThat(units.counts(SITE, "hero", "2", "g")).isEqualTo(Map.of("control", counts(1, 0, 0, 0)));
        assertThat(units.counts("other.example", "hero", "1", "g")).isEqualTo(Map.of("bold", counts(1, 0, 0, 0)));
        assertThat(units.counts(SITE, "unknown", "1", "g")).isEmpty();
    }

    @Test
    void goalsOfAUnit_areBounded() {
        after(exposure("a", "v:1", "bold"));
        for (int i = 0; i <= Units.MAX_GOALS_PER_UNIT; i++) {
            after(goal("g" + i, "v:1", "goal" + i));
        }

        assertThat(units.counts(SITE, "hero", "1", "goal" + (Units.MAX_GOALS_PER_UNIT - 1)))
                .isEqualTo(Map.of("bold", counts(1, 0, 1, 0)));
        assertThat(units.counts(SITE, "hero", "1", "goal" + Units.MAX_GOALS_PER_UNIT))
                .isEqualTo(Map.of("bold", counts(1, 0, 0, 0)));
    }

    @Test
    void units_areBounded() {
        for (int i = 0; i <= Units.MAX_UNITS; i++) {
            units.apply(exposure("a", "v:" + i, "bold"), T0);
        }

        assertThat(units.counts(SITE, "hero", "1", "g")).isEqualTo(Map.of("bold", counts(Units.MAX_UNITS, 0, 0, 0)));
    }

    @Test
    void visitorsDay_whoseSaltIsGone_isPartOfATotalAndNothingElse() {
        after(
                exposure("a", "v:1", "bold"),
                goal("b", "v:1", "signup"),
                exposure("c", "v:2", "bold"),
                exposure("d", "v:2", "control"),
                allocation("e", "u:3", "bold"));
        Map<String, VariantCounts> before = units.counts(SITE, "hero", "1", "signup");

        units.apply(exposure("f", "v:4", "control"), T0 + Units.SALT_MILLIS - 1);
        assertThat(units.copy().get(new Units.Phase(SITE, "hero", "1"))).hasSize(4);
        units.apply(exposure("g", "v:5", "control"), T0 + Units.SALT_MILLIS + 3_600_000);

        assertThat(units.copy().get(new Units.Phase(SITE, "hero", "1")))
                .extracting(Units.State::unit)
                .containsExactlyInAnyOrder("u:3", "v:4", "v:5");
        assertThat(units.counts(SITE, "hero", "1", "signup"))
                .containsEntry("bold", before.get("bold"))
                .containsEntry("control", counts(2, 0, 0, 0));
    }

    @Test
    void sameUnitAfterItsSaltIsGone_isAnotherOne() {
        after(exposure("a", "v:1", "bold"), exposure("b", "u:2", "bold"));

        units.apply(exposure("c", "v:1", "control"), T0 + Units.SALT_MILLIS);
        units.apply(exposure("d", "u:2", "bold"), T0 + Units.SALT_MILLIS);

        assertThat(units.counts(SITE, "hero", "1", "signup"))
                .isEqualTo(Map.of("bold", counts(2, 0, 0, 0), "control", counts(1, 0, 0, 0)));
    }

    @Test
    void erasedSite_itsTotalsAreGoneToo() {
        after(exposure("a", "v:1", "bold"));
        units.apply(exposure("b", "v:2", "bold"), T0 + Units.SALT_MILLIS);

        units.erase(SITE);

        assertThat(units.counts(SITE, "hero", "1", "signup")).isEmpty();
    }
}
