package dev.siteedge.edge.experiment.stats;

import org.apache.commons.math3.special.Gamma;

/**
 * A chi-squared statistic with its degrees of freedom.
 *
 * @param statistic 0 or more
 * @param degrees 0 or more
 */
record ChiSquared(double statistic, int degrees) {
    /** The chance of a statistic this large or larger: the upper tail Q(df/2, x/2), which does not underflow as 1 - cdf. */
    double p() {
        return degrees == 0 ? 1 : Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2);
    }

    /** Statistics of independent sources add up, and so do their degrees. */
    ChiSquared plus(ChiSquared other) {
        return new ChiSquared(statistic + other.statistic, degrees + other.degrees);
    }

    /**
     * Goodness of fit. What has no share is left out of statistic, total and degrees, as in GrowthBook's check.
     *
     * @param shares expected parts of the total, any positive scale
     */
    static ChiSquared fit(long[] observed, double[] shares) {
        double total = 0;
        double scale = 0;
        int cells = 0;
        for (int i = 0; i < observed.length; i++) {
            if (shares[i] > 0) {
                total += observed[i];
                scale += shares[i];
                cells++;
            }
        }
        if (total == 0) {
            return new ChiSquared(0, 0);
        }
        double statistic = 0;
        for (int i = 0; i < observed.length; i++) {
            if (shares[i] > 0) {
                double expected = total * shares[i] / scale;
                statistic += (observed[i] - expected) * (observed[i] - expected) / expected;
            }
        }
        return new ChiSquared(statistic, cells - 1);
    }
}
