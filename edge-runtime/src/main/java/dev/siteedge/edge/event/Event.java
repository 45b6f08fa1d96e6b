package dev.siteedge.edge.event;

/**
 * One fact as it is logged: resolved, so that nothing is left to look up and the fold needs neither clock, file nor
 * configuration. Its time stands beside it in the log.
 */
public sealed interface Event permits VisitEvent, ExperimentEvent {
    /** The client's id of this event, 1 to 64 characters; a second event of the same id in one shard counts once. */
    String id();

    /** The site it belongs to: the host of the site's {@code url}, 1 to 253 characters. */
    String site();
}
