package dev.siteedge.edge.event;

/** A unit saw a variant: the browser said so, and the arm was recomputed and agreed. */
public record Exposure(String id, String site, String experiment, String phase, String unit, String variant)
        implements ExperimentEvent {}
