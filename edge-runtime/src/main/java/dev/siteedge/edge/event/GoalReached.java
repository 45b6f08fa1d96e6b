package dev.siteedge.edge.event;

import org.jspecify.annotations.Nullable;

/**
 * A unit reached a goal of an experiment. A conversion only if the unit was exposed before: the fold decides.
 *
 * @param goal as the experiment's definition spells it
 * @param value what the conversion is worth, null when nothing was said
 */
public record GoalReached(
        String id,
        String site,
        String experiment,
        String phase,
        String unit,
        String goal,
        @Nullable Double value) implements ExperimentEvent {}
