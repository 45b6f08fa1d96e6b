package dev.siteedge.edge.log;

/** What the log holds: events to fold, and what was decided about them and has to be decided alike after a crash. */
public sealed interface LogEntry permits Routed, Cut, Erased {}
