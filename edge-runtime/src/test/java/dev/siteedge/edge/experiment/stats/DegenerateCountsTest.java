package dev.siteedge.edge.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegenerateCountsTest {
    @ParameterizedTest
    @CsvSource({"0,0,0,0", "0,1,0,1", "1,1,1,1", "0,1,1,1", "0,0,5,10", "5,10,0,0", "10,10,0,10", "0,1000000,0,1000000"
    })
    void anyCounts_giveNumbersOrNothingButNeverNaN(long hitsA, long unitsA, long hitsB, long unitsB) {
        ArmReport report = ArmReport.against(new Proportion(hitsA, unitsA), new Proportion(hitsB, unitsB));

        assertThat(Stream.of(report.rate(), report.lift(), report.p(), report.alwaysValidP(), report.chanceToWin()))
                .allSatisfy(number -> assertThat(number.orElse(0)).isFinite());
    }

    @Test
    void noUnits_haveNoRate() {
        assertThat(new Proportion(0, 0).rate()).isEmpty();
        assertThat(new Proportion(0, 0).interval()).isEmpty();
        assertThat(RateTest.p(new Proportion(0, 0), new Proportion(1, 2))).isEmpty();
    }

    @Test
    void moreConversionsThanUnits_countAsUnits() {
        assertThat(new Proportion(7, 5).rate()).hasValue(1);
    }

    @Test
    void noUnits_areNoMismatch() {
        SampleRatio split = SampleRatio.of(new long[2], new double[] {1, 1}, new long[2], new double[] {1, 1});

        assertThat(split.p()).isEmpty();
        assertThat(split.ok()).isTrue();
    }
}
