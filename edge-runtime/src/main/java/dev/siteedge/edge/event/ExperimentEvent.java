package dev.siteedge.edge.event;

/** What an experiment counts; folded in the shard of its unit, so that all facts of a unit meet in one place. */
public sealed interface ExperimentEvent extends Event permits Exposure, Allocation, GoalReached {
    /** The experiment's id. */
    String experiment();

    /** The experiment's phase: its seed and the digest of order and weights; a new phase counts from zero. */
    String phase();

    /** Who is counted: {@code v:} + the visitor's hash in hex, or {@code u:} + the digest of a user id in hex. */
    String unit();
}
