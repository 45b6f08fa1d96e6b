package dev.siteedge.edge.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static final SampleRatio CLEAN = new SampleRatio(OptionalDouble.of(0.5));

    private static Map<String, Proportion> arms(Proportion control, Proportion bold) {
        Map<String, Proportion> arms = new LinkedHashMap<>();
        arms.put("control", control);
        arms.put("bold", bold);
        return arms;
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0,0,no_data",
        "10,99,20,100,not_enough_data",
        "10,100,20,99,not_enough_data",
        "0,100,0,100,no_comparison",
        "10,100,12,100,inconclusive",
        "100,1000,150,1000,winner",
        "150,1000,100,1000,control_wins"
    })
    void counts_giveTheVerdict(long hits, long units, long boldHits, long boldUnits, String code) {
        Verdict verdict = Verdict.of(arms(new Proportion(hits, units), new Proportion(boldHits, boldUnits)), CLEAN);

        assertThat(verdict.code()).isEqualTo(code);
        assertThat(verdict.reason()).endsWith(".");
    }

    @Test
    void mismatch_blocksEvenAClearWinner() {
        SampleRatio mismatch = new SampleRatio(OptionalDouble.of(0.0009));

        Verdict verdict = Verdict.of(arms(new Proportion(100, 1000), new Proportion(500, 1200)), mismatch);

        assertThat(verdict.code()).isEqualTo("sample_ratio_mismatch");
    }

    @Test
    void winner_isNamedWithItsNumbers() {
        Verdict verdict = Verdict.of(arms(new Proportion(100, 1000), new Proportion(150, 1000)), CLEAN);

        assertThat(verdict.reason())
                .startsWith("bold converts better than control: 15.00 % against 10.00 %, always-valid p = 0.0");
    }

    /** A/A tests looked at after every 100 units an arm: a fixed p-value would call far more than 5 % of them. */
    @Test
    void twoEqualArmsLookedAtAHundredTimes_seldomHaveAWinner() {
        Random random = new Random(4711);
        int called = 0;
        for (int run = 0; run < 400; run++) {
            called += calledWhilePeeking(random) ? 1 : 0;
        }

        assertThat(called).as("of 400 runs, seed 4711").isLessThanOrEqualTo(20);
    }

    private static boolean calledWhilePeeking(Random random) {
        long control = 0;
        long bold = 0;
        for (int look = 1; look <= 100; look++) {
            for (int unit = 0; unit < 100; unit++) {
                control += random.nextDouble() < 0.1 ? 1 : 0;
                bold += random.nextDouble() < 0.1 ? 1 : 0;
            }
            long units = look * 100L;
            String code = Verdict.of(arms(new Proportion(control, units), new Proportion(bold, units)), CLEAN)
                    .code();
            if (code.equals("winner") || code.equals("control_wins")) {
                return true;
            }
        }
        return false;
    }
}
