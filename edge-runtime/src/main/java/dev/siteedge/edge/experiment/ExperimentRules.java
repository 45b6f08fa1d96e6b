package dev.siteedge.edge.experiment;

import java.time.Instant;
import java.util.List;

/** What collection asks of the experiments of a site. Safe for use by many threads. */
public interface ExperimentRules {
    /**
     * Whether an exposure counts: the experiment runs, the bucket is inside coverage and group, and its arm is the one
     * shown.
     *
     * @param bucket 0 to 9,999
     */
    Admission admit(String site, String experiment, String variant, int bucket, Instant at);

    /**
     * The goals of running experiments that an event reaches.
     *
     * @param name an event's action, its {@code category:action}, or a path
     */
    List<Goal> goals(String site, String name, Instant at);

    /** What became of an exposure. */
    sealed interface Admission {
        record Admitted(String phase) implements Admission {}

        /** @param reason {@code not_in_experiment} or {@code arm_mismatch} or {@code not_running} */
        record Refused(String reason) implements Admission {}
    }

    /**
     * @param goal as the definition spells it
     * @param unit what the experiment counts, {@code visitor-day} or {@code user}
     */
    record Goal(String experiment, String phase, String goal, String unit) {}
}
