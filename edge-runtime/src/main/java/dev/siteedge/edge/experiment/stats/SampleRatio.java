package dev.siteedge.edge.experiment.stats;

import java.util.OptionalDouble;

/**
 * Whether units split as they should. A mismatch says that something lost or added units on one arm, and no rate of such
 * an experiment means anything.
 *
 * @param p the chance of a split this uneven when nothing is wrong, empty without units
 */
public record SampleRatio(OptionalDouble p) {
    /** As at GrowthBook and Eppo: low, since the check is looked at on every refresh. */
    public static final double THRESHOLD = 0.001;

    /** False when there is a mismatch. */
    public boolean ok() {
        return p.isEmpty() || p.getAsDouble() >= THRESHOLD;
    }

    /**
     * Checks two independent sources of units, each against its own expectation. All arrays have one place per arm.
     *
     * @param visitors counted on pages
     * @param visitorShares what the 10,000 buckets really give, any scale
     * @param callers counted by the allocation endpoint
     * @param callerShares the nominal weights, any scale
     */
    public static SampleRatio of(long[] visitors, double[] visitorShares, long[] callers, double[] callerShares) {
        ChiSquared fit = ChiSquared.fit(visitors, visitorShares).plus(ChiSquared.fit(callers, callerShares));
        return new SampleRatio(fit.degrees() == 0 ? OptionalDouble.empty() : OptionalDouble.of(fit.p()));
    }
}
