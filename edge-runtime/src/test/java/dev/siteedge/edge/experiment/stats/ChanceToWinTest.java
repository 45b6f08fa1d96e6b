package dev.siteedge.edge.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceToWinTest {
    /** P(B > A) = ∫ f_B(x) F_A(x) dx, by Gauss-Legendre: another way to the same number. */
    private static double integrated(Proportion challenger, Proportion control) {
        BetaDistribution b = new BetaDistribution(null, 1.0 + challenger.conversions(), 1.0 + challenger.misses());
        BetaDistribution a = new BetaDistribution(null, 1.0 + control.conversions(), 1.0 + control.misses());
        return new IterativeLegendreGaussIntegrator(20, 1e-12, 1e-12)
                .integrate(1_000_000, x -> b.density(x) * a.cumulativeProbability(x), 1e-12, 1 - 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"5,10,3,10", "3,10,5,10", "120,1000,100,1000", "0,50,5,50", "900,1000,880,1000", "1,1,0,1"})
    void sum_isTheIntegral(long hitsB, long unitsB, long hitsA, long unitsA) {
        Proportion challenger = new Proportion(hitsB, unitsB);
        Proportion control = new Proportion(hitsA, unitsA);

        assertThat(ChanceToWin.of(challenger, control)).hasValueCloseTo(integrated(challenger, control), within(1e-7));
    }

    @Test
    void equalCounts_areAToss() {
        Proportion half = new Proportion(400_000, 900_000);

        assertThat(ChanceToWin.of(half, half)).hasValueCloseTo(0.5, within(1e-6));
    }

    @Test
    void certainty_staysWithinZeroAndOne() {
        Proportion all = new Proportion(5_000, 5_000);
        Proportion none = new Proportion(0, 5_000);

        assertThat(ChanceToWin.of(all, none)).hasValueCloseTo(1.0, within(1e-9));
        assertThat(ChanceToWin.of(none, all)).hasValueCloseTo(0.0, within(1e-9));
    }

    @Test
    void moreThanAMillionOfEach_isNotAnswered() {
        Proportion huge = new Proportion(2_000_000, 4_000_000);

        assertThat(ChanceToWin.of(huge, huge)).isEmpty();
    }
}
