package dev.siteedge.edge.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.identity.Units;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveExperimentTest {
    private static final Instant NOW = Instant.parse("2026-12-03T00:00:00Z");

    private static String hero(String extra) {
        return Definitions.HERO.replace("'seed':'hero-1'", extra);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-03T00:00:00Z,,true",
        "2026-12-03T00:00:01Z,,false",
        ",2026-12-03T00:00:01Z,true",
        ",2026-12-03T00:00:00Z,false"
    })
    void schedule_isHalfOpen(String starts, String ends, boolean runs) {
        String schedule = "'seed':'hero-1'" + (starts == null ? "" : ",'starts':'" + starts + "'")
                + (ends == null ? "" : ",'ends':'" + ends + "'");

        assertThat(Definitions.live(hero(schedule)).runs(NOW)).isEqualTo(runs);
    }

    @Test
    void eachBucket_getsTheArmOfItsDecimalText() {
        LiveExperiment live = Definitions.live(Definitions.HERO);

        for (int bucket = 0; bucket < Units.BUCKETS; bucket++) {
            int expected = Bucketing.hash("hero-1", Integer.toString(bucket)) < 0.5 ? 0 : 1;
            assertThat(live.shown(bucket, NOW)).isEqualTo(expected);
        }
    }

    @Test
    void raisedCoverage_movesNobodyBetweenArms() {
        Arms half = Definitions.live(hero("'seed':'hero-1','coverage':0.5")).arms();
        Arms full = Definitions.live(hero("'seed':'hero-1','coverage':1")).arms();

        int inside = 0;
        for (int bucket = 0; bucket < Units.BUCKETS; bucket++) {
            if (half.of(bucket) != Bucketing.NONE) {
                inside++;
                assertThat(full.of(bucket)).isEqualTo(half.of(bucket));
            }
        }
        assertThat(inside).isBetween(4_500, 5_500);
        assertThat(Arrays.stream(half.bucketShares()).sum()).isEqualTo(inside);
    }

    @Test
    void groupsThatExcludeEachOther_shareNoBucket() {
        Arms first = Definitions.live(hero("'seed':'a','group':{'name':'g','from':0,'to':0.5}"))
                .arms();
        Arms second = Definitions.live(hero("'seed':'b','group':{'name':'g','from':0.5,'to':1}"))
                .arms();

        for (int bucket = 0; bucket < Units.BUCKETS; bucket++) {
            assertThat(first.of(bucket) == Bucketing.NONE).isNotEqualTo(second.of(bucket) == Bucketing.NONE);
        }
    }

    @Test
    void stoppedWithWinner_showsItToAll() {
        LiveExperiment live = Definitions.live(Definitions.HERO.replace("'running'", "'stopped','winner':'bold'"));

        assertThat(live.runs(NOW)).isFalse();
        assertThat(live.shown(0, NOW)).isEqualTo(1);
        assertThat(live.shown(9_999, NOW)).isEqualTo(1);
    }

    @Test
    void draft_showsControlToAll() {
        LiveExperiment live = Definitions.live(Definitions.HERO.replace("'running'", "'draft'"));

        for (int bucket = 0; bucket < Units.BUCKETS; bucket++) {
            assertThat(live.shown(bucket, NOW)).isZero();
        }
    }

    @Test
    void weightsOfTheSameShare_areTheSamePhase() {
        String percent = Definitions.live(Definitions.HERO).phase();
        String ones = Definitions.live(Definitions.HERO.replace("'weight':50", "'weight':1"))
                .phase();

        assertThat(percent).startsWith("hero-1-").isEqualTo(ones);
    }

    @Test
    void otherWeightsOrNames_areAnotherPhase() {
        String weights = Definitions.live(Definitions.HERO.replace("'control','weight':50", "'control','weight':60"))
                .phase();
        String names =
                Definitions.live(Definitions.HERO.replace("'bold'", "'brave'")).phase();

        assertThat(Definitions.live(Definitions.HERO).phase()).isNotIn(weights, names);
    }
}
