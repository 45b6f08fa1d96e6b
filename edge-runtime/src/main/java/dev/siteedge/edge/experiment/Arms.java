package dev.siteedge.edge.experiment;

import dev.siteedge.edge.experiment.Experiment.Group;
import dev.siteedge.edge.identity.Units;
import java.util.List;

/**
 * Which arm of one experiment each of the 10,000 buckets gets, worked out once, so that serving a page neither hashes
 * nor allocates. Immutable.
 */
final class Arms {
    private final Experiment experiment;
    private final List<Bucketing.Range> ranges;
    private final byte[] byBucket = new byte[Units.BUCKETS];
    private final long[] buckets;

    Arms(Experiment experiment) {
        this.experiment = experiment;
        this.ranges = Bucketing.ranges(experiment.variants().size(), experiment.coverage(), experiment.shares());
        this.buckets = new long[experiment.variants().size()];
        for (int bucket = 0; bucket < Units.BUCKETS; bucket++) {
            int arm = of(Integer.toString(bucket));
            byBucket[bucket] = (byte) arm;
            if (arm != Bucketing.NONE) {
                buckets[arm]++;
            }
        }
    }

    /** The arm of a unit given as text, or {@link Bucketing#NONE} outside coverage and group. */
    int of(String unit) {
        Group group = experiment.group();
        if (group != null && !Bucketing.inGroup(unit, group.name(), group.from(), group.to())) {
            return Bucketing.NONE;
        }
        return Bucketing.choose(Bucketing.hash(experiment.seed(), unit), ranges);
    }

    /**
     * The arm of a site visitor, or {@link Bucketing#NONE}.
     *
     * @param bucket 0 to 9,999
     */
    int of(int bucket) {
        return byBucket[bucket];
    }

    /** How many of the 10,000 buckets each arm really has: what visitors are expected to split into. */
    double[] bucketShares() {
        double[] shares = new double[buckets.length];
        for (int arm = 0; arm < shares.length; arm++) {
            shares[arm] = buckets[arm];
        }
        return shares;
    }
}
