package dev.siteedge.edge.simulation;

/** A process died: thrown through everything it was doing. An error, so that nobody takes it for something to handle. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String what) {
        super(what, null, false, false);
    }
}
