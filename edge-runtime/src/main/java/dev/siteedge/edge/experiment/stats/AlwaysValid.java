package dev.siteedge.edge.experiment.stats;

import java.util.OptionalDouble;

/**
 * A p-value that stays true however often it is looked at: an asymptotic confidence sequence for the difference of two
 * rates.
 *
 * <p>With N units in both arms, {@code S = difference² N / se²}, {@code k = N r² + 1}, the evidence is {@code ln E = r² S
 * / (2k) - ln(k) / 2} and {@code p = min(1, 1/E)}; {@code r² = (-2 ln a + ln(1 - 2 ln a)) / N*} is tightest at N* units.
 * Source: Waudby-Smith et al., arXiv 2103.06476v7, as in GrowthBook's sequential.mdx. Asymptotic: not to be read below a
 * hundred units an arm.
 */
public final class AlwaysValid {
    /** N*, as in GrowthBook. */
    static final double TUNED_FOR_UNITS = 5_000;

    private static final double ALPHA = 0.05;

    private AlwaysValid() {}

    /** The p-value, empty when a side has no units or neither side's rate varies. */
    public static OptionalDouble p(Proportion a, Proportion b) {
        if (a.units() == 0 || b.units() == 0 || a.variance() + b.variance() == 0) {
            return OptionalDouble.empty();
        }
        double difference = (double) a.conversions() / a.units() - (double) b.conversions() / b.units();
        double n = (double) a.units() + b.units();
        double s = difference * difference * n / (a.variance() + b.variance());
        double r2 = (-2 * Math.log(ALPHA) + Math.log(1 - 2 * Math.log(ALPHA))) / TUNED_FOR_UNITS;
        double k = n * r2 + 1;
        double logEvidence = r2 * s / (2 * k) - Math.log(k) / 2;
        return OptionalDouble.of(Math.min(1, Math.exp(-logEvidence)));
    }
}
