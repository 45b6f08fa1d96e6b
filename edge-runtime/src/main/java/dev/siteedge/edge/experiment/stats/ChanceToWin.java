package dev.siteedge.edge.experiment.stats;

import java.util.OptionalDouble;
import org.apache.commons.math3.special.Beta;

/**
 * The chance that one rate is really higher than another, each Beta(1 + conversions, 1 + misses) distributed.
 *
 * <p>{@code P(B > A) = Σ i=0..b-1 of B(a1 + i, a2 + b2) / ((b2 + i) B(1 + i, b2) B(a1, a2))} with A ~ Beta(a1, a2), B ~
 * Beta(b, b2); each term follows from the one before by a rational factor, summed on a log scale so that nothing
 * underflows. Exact but for rounding. Source: E. Miller, "Formulas for Bayesian A/B testing". By symmetry the sum may
 * run over any of the four parameters: the smallest is taken.
 */
public final class ChanceToWin {
    /** More terms than this take longer than a request should; nothing is answered then. */
    static final long MAX_TERMS = 1_000_000;

    private ChanceToWin() {}

    /** 0 to 1, empty when a side has no units or both have more than a million conversions and misses. */
    public static OptionalDouble of(Proportion challenger, Proportion control) {
        if (challenger.units() == 0 || control.units() == 0) {
            return OptionalDouble.empty();
        }
        long a1 = control.conversions() + 1;
        long a2 = control.misses() + 1;
        long b1 = challenger.conversions() + 1;
        long b2 = challenger.misses() + 1;
        long terms = Math.min(Math.min(a1, a2), Math.min(b1, b2));
        if (terms > MAX_TERMS) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(smallest(a1, a2, b1, b2, terms));
    }

    private static double smallest(long a1, long a2, long b1, long b2, long terms) {
        if (terms == b1) {
            return wins(a1, a2, b1, b2);
        }
        if (terms == a1) {
            return 1 - wins(b1, b2, a1, a2);
        }
        // 1 - X ~ Beta(x2, x1) turns the order round.
        return terms == a2 ? wins(b2, b1, a2, a1) : 1 - wins(a2, a1, b2, b1);
    }

    private static double wins(long a1, long a2, long b1, long b2) {
        double logTerm = Beta.logBeta(a1, (double) a2 + b2) - Beta.logBeta(a1, a2);
        double largest = logTerm;
        double sum = 1;
        for (long i = 0; i < b1 - 1; i++) {
            logTerm += Math.log(((double) a1 + i) / (1 + i) * ((double) b2 + i) / ((double) a1 + a2 + b2 + i));
            if (logTerm > largest) {
                sum = sum * Math.exp(largest - logTerm) + 1;
                largest = logTerm;
            } else {
                sum += Math.exp(logTerm - largest);
            }
        }
        return Math.max(0, Math.min(1, Math.exp(largest) * sum));
    }
}
