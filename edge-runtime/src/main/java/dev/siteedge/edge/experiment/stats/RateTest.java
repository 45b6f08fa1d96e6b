package dev.siteedge.edge.experiment.stats;

import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Whether two rates differ: Pearson's chi-squared without continuity correction (the original design's test), and
 * Fisher's exact test where a cell of the table expects fewer than 5. Two-sided.
 */
public final class RateTest {
    private static final double MIN_EXPECTED = 5;
    /** Tables as likely as the one seen count as well; SciPy allows the same rounding error. */
    private static final double TIE = 1 + 1e-7;

    private RateTest() {}

    /** The p-value, empty when a side has no units or the two sides together show only one outcome. */
    public static OptionalDouble p(Proportion a, Proportion b) {
        long hits = a.conversions() + b.conversions();
        long misses = a.misses() + b.misses();
        if (a.units() == 0 || b.units() == 0 || hits == 0 || misses == 0) {
            return OptionalDouble.empty();
        }
        double smallest = (double) Math.min(a.units(), b.units()) * Math.min(hits, misses) / (hits + misses);
        boolean exact = smallest < MIN_EXPECTED && hits + misses <= Integer.MAX_VALUE;
        return OptionalDouble.of(exact ? fisher(a, b) : pearson(a, b).p());
    }

    static ChiSquared pearson(Proportion a, Proportion b) {
        double n = (double) a.units() + b.units();
        double cross = (double) a.conversions() * b.misses() - (double) a.misses() * b.conversions();
        double margins = (double) a.units()
                * b.units()
                * ((double) a.conversions() + b.conversions())
                * ((double) a.misses() + b.misses());
        return new ChiSquared(n * cross * cross / margins, 1);
    }

    /** The sum over all tables with the same margins that are at most as likely; a table is named by its first cell. */
    static double fisher(Proportion a, Proportion b) {
        int total = Math.toIntExact(a.units() + b.units());
        int hits = Math.toIntExact(a.conversions() + b.conversions());
        HypergeometricDistribution tables =
                new HypergeometricDistribution(null, total, hits, Math.toIntExact(a.units()));
        double seen = tables.probability(Math.toIntExact(a.conversions())) * TIE;
        double p = 0;
        for (int x = tables.getSupportLowerBound(); x <= tables.getSupportUpperBound(); x++) {
            double probability = tables.probability(x);
            p += probability <= seen ? probability : 0;
        }
        return Math.min(1, p);
    }
}
