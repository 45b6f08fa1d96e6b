package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.identity.Caller;
import dev.siteedge.edge.identity.Units;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentStepTest {
    private static final String UNIT = "v:ffffffffffffffff";

    @ParameterizedTest
    @CsvSource({
        "0,control,admitted",
        "4999,control,admitted",
        "5000,bold,admitted",
        "8999,bold,admitted",
        "5000,control,arm_mismatch",
        "4999,bold,arm_mismatch",
        "9000,bold,not_in_experiment",
        "-1,bold,experiments_off",
    })
    void exposure_countsWhenTheArmIsTheShownOne(int bucket, String variant, String expected) {
        Outcome outcome = step(bucket)
                .apply(Drafts.resolved("{\"type\":\"exposure\",\"experiments\":{\"hero\":\"" + variant + "\"}}"));

        assertThat(outcome instanceof Outcome.Dropped dropped ? dropped.reason() : "admitted")
                .isEqualTo(expected);
    }

    @Test
    void exposureOfTwo_onlyTheAdmittedIsKept() {
        Draft draft = Drafts.resolved(
                "{\"id\":\"e1\",\"type\":\"exposure\",\"experiments\":{\"other\":\"x\",\"hero\":\"bold\"}}");

        List<Event> events = ((Draft) step(6_000).apply(draft)).events();

        assertThat(events).singleElement().isInstanceOfSatisfying(Exposure.class, exposure -> {
            assertThat(exposure.experiment()).isEqualTo("hero");
            assertThat(exposure.variant()).isEqualTo("bold");
            assertThat(exposure.phase()).isEqualTo("p1");
            assertThat(exposure.unit()).isEqualTo(UNIT);
            assertThat(exposure.id()).isNotEqualTo("e1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"exposure", "pageview", "event"})
    void forcedVariant_isLeftOutOfResults(String type) {
        Outcome outcome = step(6_000)
                .apply(Drafts.resolved("{\"type\":\"" + type
                        + "\",\"path\":\"/thanks/?site-edge-variant=hero.bold\",\"action\":\"signup\","
                        + "\"experiments\":{\"hero\":\"bold\"}}"));

        if (type.equals("exposure")) {
            assertThat(outcome).isEqualTo(new Outcome.Dropped("forced_variant"));
        } else {
            assertThat(((Draft) outcome).events()).isEmpty();
        }
    }

    @Test
    void retry_givesTheSameFacts() {
        String json = "{\"id\":\"e1\",\"type\":\"exposure\",\"experiments\":{\"hero\":\"bold\"}}";

        assertThat(((Draft) step(6_000).apply(Drafts.resolved(json))).events())
                .isEqualTo(((Draft) step(6_000).apply(Drafts.resolved(json))).events());
    }

    @Test
    void experimentsOnAPageview_areNotCounted() {
        Draft draft = Drafts.resolved("{\"type\":\"pageview\",\"path\":\"/\",\"experiments\":{\"hero\":\"bold\"}}");

        assertThat(((Draft) step(6_000).apply(draft)).events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "type":"pageview","path":"/thanks/"                              | /thanks/
            "type":"event","path":"/","action":"signup"                      | signup
            "type":"event","path":"/","action":"buy","category":"shop"       | shop:buy
            "type":"event","path":"/thanks/","action":"other"                | none
            "type":"pageview","path":"/signup"                               | none
            "type":"engagement","path":"/thanks/"                            | none
            """)
    void goal_isReachedByNameOrPath(String fields, String goal) {
        List<Event> events = ((Draft) step(0).apply(Drafts.resolved("{" + fields + "}"))).events();

        assertThat(events.stream().map(event -> ((GoalReached) event).goal()).distinct())
                .isEqualTo("none".equals(goal) ? List.of() : List.of(goal));
    }

    @Test
    void goal_isReachedByTheUnitThatTheExperimentCounts() {
        Draft draft = Drafts.resolved("{\"type\":\"event\",\"path\":\"/\",\"action\":\"signup\",\"value\":3}");

        assertThat(((Draft) step(0).apply(draft)).events())
                .extracting(event -> ((GoalReached) event).unit(), event -> ((GoalReached) event).value())
                .containsExactly(tuple(UNIT, 3.0), tuple("u:d1", 3.0));
    }

    @Test
    void noUserId_userExperimentsAreNotReached() {
        Draft draft = Drafts.resolved("{\"type\":\"event\",\"path\":\"/\",\"action\":\"signup\"}")
                .withVisitor(new Visitor(-1L, null, null, null));

        assertThat(((Draft) step(0).apply(draft)).events())
                .extracting(event -> ((GoalReached) event).unit())
                .containsExactly(UNIT);
    }

    @Test
    void goalWithRevenue_isWorthIt() {
        Draft draft = Drafts.resolved("{\"type\":\"event\",\"path\":\"/\",\"action\":\"signup\","
                + "\"revenue\":{\"amount\":9.5,\"currency\":\"EUR\"}}");

        assertThat(((Draft) step(0).apply(draft)).events())
                .allSatisfy(event -> assertThat(((GoalReached) event).value()).isEqualTo(9.5));
    }

    private static ExperimentStep step(int bucket) {
        return new ExperimentStep(new FakeRules(), new FixedUnits(bucket));
    }

    /** @param bucket negative: experiments are off */
    private record FixedUnits(int bucket) implements Units {
        @Override
        public OptionalInt bucket(String site, Caller caller) {
            return bucket < 0 ? OptionalInt.empty() : OptionalInt.of(bucket);
        }

        @Override
        public String setCookie(String site, Caller caller, int ignored) {
            return null;
        }
    }
}
