package dev.siteedge.edge.experiment.stats;

/** A closed interval. */
public record Interval(double low, double high) {}
