package dev.siteedge.edge.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * An event as a CBOR map with one- and two-letter keys, as the log holds it. Safe for use by many threads.
 *
 * <p>{@code v} is the version (1) and {@code t} the type: {@code p} pageview, {@code c} custom event, {@code g}
 * engagement, {@code x} exposure, {@code a} allocation, {@code r} goal reached. Fields that are empty, null or zero are
 * left out. A reader skips keys that it does not know, so that a field can be added without a new version; a higher
 * version is refused.
 */
public final class EventCodec {
    /** Raised only when an older reader would misunderstand what is written. */
    public static final int VERSION = 1;

    private EventCodec() {}

    /** Writes the event as one map. */
    public static void write(JsonGenerator out, Event event) throws IOException {
        new EventWriter(out).write(event);
    }

    /**
     * Reads one event; the parser stands on its START_OBJECT before and on its END_OBJECT after.
     *
     * @param shared where values that events have in common are kept
     * @throws IOException when it was written by a newer version, lacks a field or is damaged
     */
    public static Event read(JsonParser in, SharedValues shared) throws IOException {
        return new EventReader(shared).read(in);
    }
}
