package dev.siteedge.edge;

import dev.siteedge.edge.config.Settings;

/** Opens the two sides that the HTTP side is wired to. */
final class Sides {
    private Sides() {}

    static DataSide data(Settings settings) {
        throw new UnsupportedOperationException("DataPlane.open(settings): joined when the branches are merged");
    }

    static SiteSide site(Settings settings) {
        throw new UnsupportedOperationException("the site's handlers: joined when the branches are merged");
    }
}
