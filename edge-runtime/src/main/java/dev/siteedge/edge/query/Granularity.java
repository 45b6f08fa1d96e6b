package dev.siteedge.edge.query;

/** The width of one bucket of a series. */
public enum Granularity {
    MINUTE,
    HOUR,
    DAY
}
