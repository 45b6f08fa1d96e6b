package dev.siteedge.edge.simulation;

/** What writing a file of rows throws when there is no room. */
final class DiskFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiskFull() {
        super("no room", null, false, false);
    }
}
