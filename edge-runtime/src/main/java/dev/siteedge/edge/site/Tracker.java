package dev.siteedge.edge.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The tracker that comes with the runtime, for sites built without their own copy. */
final class Tracker {
    private static final String RESOURCE = "META-INF/site-edge/site-edge.js";

    private Tracker() {}

    /** The script, null when the tracker's jar is not on the class path. */
    static byte @Nullable [] bytes() {
        try (InputStream in = Tracker.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
