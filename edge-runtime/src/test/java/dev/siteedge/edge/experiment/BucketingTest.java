package dev.siteedge.edge.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BucketingTest {
    /**
     * Cases of {@code run} that a definition here can't express: targeting, forcing, sticky or explicit ranges and
     * filters, namespaces beside filters, experiments of one variant that GrowthBook refuses.
     */
    private static final Set<String> OUTSIDE_OUR_SCHEMA =
            Set.of("condition", "force", "filters", "ranges", "parentConditions", "active", "hashAttribute");

    static Stream<JsonNode> hashes() {
        return GrowthBookCases.section("hash");
    }

    static Stream<JsonNode> bucketRanges() {
        return GrowthBookCases.section("getBucketRange");
    }

    static Stream<JsonNode> choices() {
        return GrowthBookCases.section("chooseVariation");
    }

    static Stream<JsonNode> namespaces() {
        return GrowthBookCases.section("inNamespace");
    }

    static Stream<JsonNode> runs() {
        return GrowthBookCases.section("run").filter(BucketingTest::expressible);
    }

    private static boolean expressible(JsonNode run) {
        JsonNode experiment = run.get(2);
        String user = run.get(1).path("attributes").path("id").asText("");
        boolean plainContext = run.get(1).size() == 1 && !user.isEmpty();
        return plainContext
                && OUTSIDE_OUR_SCHEMA.stream().noneMatch(experiment::has)
                && experiment.path("variations").size() > 1;
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void publishedHash_isReproduced(JsonNode published) {
        String seed = published.get(0).asText();
        String value = published.get(1).asText();
        int version = published.get(2).asInt();
        JsonNode expected = published.get(3);

        if (expected.isNull()) {
            assertThat(version).as("versions that nobody defines").isNotIn(1, 2);
        } else {
            assertThat(version == 2 ? Bucketing.hash(seed, value) : Bucketing.groupHash(seed, value))
                    .isEqualTo(expected.asDouble());
        }
    }

    @ParameterizedTest
    @CsvSource({"é,0.9409", "日本,0.4647"})
    void nonAsciiUnit_isHashedByItsUtf8Bytes(String unit, double expected) {
        assertThat(Bucketing.hash("exp", unit)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("bucketRanges")
    void publishedRanges_areReproduced(JsonNode published) {
        JsonNode input = published.get(1);

        List<Bucketing.Range> ranges =
                Bucketing.ranges(input.get(0).asInt(), input.get(1).asDouble(), GrowthBookCases.numbers(input.get(2)));

        List<Bucketing.Range> expected = GrowthBookCases.ranges(published.get(2));
        assertThat(ranges).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(ranges.get(i).from()).isCloseTo(expected.get(i).from(), within(1e-6));
            assertThat(ranges.get(i).to()).isCloseTo(expected.get(i).to(), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("choices")
    void publishedChoice_isReproduced(JsonNode published) {
        List<Bucketing.Range> ranges = GrowthBookCases.ranges(published.get(2));

        assertThat(Bucketing.choose(published.get(1).asDouble(), ranges))
                .isEqualTo(published.get(3).asInt());
    }

    @ParameterizedTest
    @MethodSource("namespaces")
    void publishedNamespace_isReproduced(JsonNode published) {
        JsonNode namespace = published.get(2);

        boolean inside = Bucketing.inGroup(
                published.get(1).asText(),
                namespace.get(0).asText(),
                namespace.get(1).asDouble(),
                namespace.get(2).asDouble());

        assertThat(inside).isEqualTo(published.get(3).asBoolean());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void publishedRun_choosesTheSameArm(JsonNode published) {
        String user = published.get(1).path("attributes").path("id").asText();
        JsonNode experiment = published.get(2);
        String seed = experiment.path("seed").asText(experiment.path("key").asText());
        double hash = experiment.path("hashVersion").asInt(1) == 2
                ? Bucketing.hash(seed, user)
                : Bucketing.groupHash(seed, user);
        JsonNode namespace = experiment.path("namespace");
        boolean inside = namespace.isMissingNode()
                || Bucketing.inGroup(
                        user,
                        namespace.get(0).asText(),
                        namespace.get(1).asDouble(),
                        namespace.get(2).asDouble());

        int arm = inside
                ? Bucketing.choose(
                        hash,
                        Bucketing.ranges(
                                experiment.path("variations").size(),
                                experiment.path("coverage").asDouble(1),
                                GrowthBookCases.numbers(experiment.path("weights"))))
                : Bucketing.NONE;

        assertThat(arm != Bucketing.NONE).isEqualTo(published.get(4).asBoolean());
        if (arm != Bucketing.NONE) {
            assertThat(experiment.path("variations").get(arm)).isEqualTo(published.get(3));
        }
    }

    @Test
    void publishedRuns_areNotSilentlySkipped() {
        assertThat(runs()).hasSizeGreaterThanOrEqualTo(40);
    }
}
