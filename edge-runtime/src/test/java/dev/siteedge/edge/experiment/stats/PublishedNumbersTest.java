package dev.siteedge.edge.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against numbers of statsmodels, R, SciPy and GrowthBook. */
class PublishedNumbersTest {
    static Stream<JsonNode> wilson() {
        return Published.cases("reference", "wilson_ci");
    }

    static Stream<JsonNode> tables() {
        return Published.cases("reference", "table_2x2");
    }

    static Stream<JsonNode> twoProportions() {
        return Published.cases("reference", "two_proportion_z_pooled");
    }

    static Stream<JsonNode> holm() {
        return Published.cases("reference", "holm");
    }

    static Stream<JsonNode> sequential() {
        return Published.cases("reference", "sequential_half_width");
    }

    static Stream<JsonNode> sampleRatios() {
        return Published.cases("gbstats", "srm_chi2");
    }

    private static Proportion row(JsonNode table, int row) {
        long hits = table.get(row).get(0).asLong();
        return new Proportion(hits, hits + table.get(row).get(1).asLong());
    }

    @ParameterizedTest
    @MethodSource("wilson")
    void wilsonInterval_isReproduced(JsonNode published) {
        JsonNode input = published.path("input");
        double[] expected = Published.numbers(published.path("expected").path("ci"));

        Interval interval = new Proportion(
                        input.path("k").asLong(), input.path("n").asLong())
                .interval()
                .orElseThrow();

        assertThat(interval.low()).isCloseTo(expected[0], within(1e-12));
        assertThat(interval.high()).isCloseTo(expected[1], within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void pearsonAndFisher_areReproduced(JsonNode published) {
        JsonNode table = published.path("input").path("table");
        JsonNode expected = published.path("expected");
        Proportion a = row(table, 0);
        Proportion b = row(table, 1);

        assertThat(RateTest.pearson(a, b).statistic())
                .isCloseTo(expected.path("chi2").asDouble(), within(1e-9));
        assertThat(RateTest.pearson(a, b).p()).isCloseTo(expected.path("chi2P").asDouble(), within(1e-9));
        assertThat(RateTest.fisher(a, b)).isCloseTo(expected.path("fisherP").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("twoProportions")
    void pooledTestOfTwoProportions_isTheChiSquaredTest(JsonNode published) {
        long[] x = Published.counts(published.path("input").path("x"));
        long[] n = Published.counts(published.path("input").path("n"));

        assertThat(RateTest.p(new Proportion(x[0], n[0]), new Proportion(x[1], n[1])))
                .hasValueCloseTo(published.path("expected").path("p").asDouble(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("holm")
    void holm_isReproduced(JsonNode published) {
        List<Double> ps = Arrays.stream(
                        Published.numbers(published.path("input").path("p")))
                .boxed()
                .toList();
        double[] expected = Published.numbers(published.path("expected").path("adjusted"));

        List<Double> adjusted = Holm.adjust(ps);

        for (int i = 0; i < expected.length; i++) {
            assertThat(adjusted.get(i)).isCloseTo(expected[i], within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("sequential")
    void alwaysValidP_isReproduced(JsonNode published) {
        JsonNode input = published.path("input");
        long n = input.path("nPerArm").asLong();
        Proportion control =
                new Proportion(Math.round(n * input.path("pControl").asDouble()), n);
        Proportion treatment =
                new Proportion(Math.round(n * input.path("pTreatment").asDouble()), n);

        assertThat(AlwaysValid.p(treatment, control))
                .hasValueCloseTo(published.path("expected").path("growthbookP").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("sampleRatios")
    void sampleRatio_isReproduced(JsonNode published) {
        long[] observed = Published.counts(published.path("input").path("observed"));
        double[] weights = Published.numbers(published.path("input").path("weights"));
        long[] nobody = new long[observed.length];

        SampleRatio split = SampleRatio.of(observed, weights, nobody, weights);

        assertThat(split.p().orElse(1))
                .isCloseTo(published.path("expected").path("pValue").asDouble(), within(1e-9));
    }

    /** R's prop.test(c(73,90,114,75), c(86,93,136,82)): 11.119 on 3 degrees, p 0.0111. */
    @Test
    void upperTailOnThreeDegrees_isReproduced() {
        assertThat(new ChiSquared(11.11938768628861, 3).p()).isCloseTo(0.011097511366581344, within(1e-12));
    }

    /** 1 - cdf would answer 0 here. */
    @Test
    void farTail_doesNotUnderflow() {
        assertThat(new ChiSquared(100, 1).p()).isCloseTo(1.5239706e-23, within(1e-29));
    }
}
