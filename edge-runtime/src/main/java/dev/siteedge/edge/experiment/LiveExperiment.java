package dev.siteedge.edge.experiment;

import dev.siteedge.edge.experiment.Experiment.Status;
import dev.siteedge.edge.experiment.Experiment.Variant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An experiment with its arms worked out and its phase named. Immutable, safe for use by many threads. */
public final class LiveExperiment {
    private static final int CONTROL = 0;

    private final Experiment definition;
    private final Arms arms;
    private final String phase;
    private final String etag;

    LiveExperiment(Experiment definition) {
        this.definition = definition;
        this.arms = new Arms(definition);
        this.phase = definition.seed() + "-" + Digests.hex(order(definition), 4);
        this.etag = '"' + Digests.hex(definition.entry().toString(), 16) + '"';
    }

    private static String order(Experiment definition) {
        StringBuilder text = new StringBuilder();
        List<Double> shares = definition.shares();
        for (int arm = 0; arm < shares.size(); arm++) {
            long millionths = Math.round(shares.get(arm) * 1_000_000);
            text.append(definition.variants().get(arm).name())
                    .append('=')
                    .append(millionths)
                    .append('\n');
        }
        return text.toString();
    }

    public Experiment definition() {
        return definition;
    }

    /** The seed and a digest of the variants' order and shares, e.g. {@code hero-1-9f86d081}: what counts together. */
    public String phase() {
        return phase;
    }

    String etag() {
        return etag;
    }

    /** Whether units are allocated and counted at that time. */
    public boolean runs(Instant at) {
        return definition.runs(at);
    }

    /**
     * The position of the variant that a visitor's page shows: the control's for everyone outside, the winner's for all
     * once stopped with one.
     *
     * @param bucket 0 to 9,999
     */
    public int shown(int bucket, Instant at) {
        return runs(at) ? Math.max(arms.of(bucket), CONTROL) : shownToAll();
    }

    /** The position of the variant that a visitor without a bucket gets, and everyone while it does not run. */
    public int shownToAll() {
        return definition.status() == Status.STOPPED ? Math.max(definition.arm(definition.winner()), CONTROL) : CONTROL;
    }

    /** The position of a variant, or a negative number when there is none of that name. */
    public int arm(@Nullable String variant) {
        return definition.arm(variant);
    }

    public List<Variant> variants() {
        return definition.variants();
    }

    Arms arms() {
        return arms;
    }
}
