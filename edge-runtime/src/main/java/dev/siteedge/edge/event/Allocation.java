package dev.siteedge.edge.event;

/** A caller of the allocation endpoint was given a variant for one of its users; counts as that user's exposure. */
public record Allocation(String id, String site, String experiment, String phase, String unit, String variant)
        implements ExperimentEvent {}
