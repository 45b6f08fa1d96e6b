package dev.siteedge.edge.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something else happened on a page: a click, a sign-up.
 *
 * @param category empty when none was given
 * @param action the event's name
 * @param label empty when none was given
 */
public record CustomEvent(
        String id,
        String site,
        Visitor visitor,
        String path,
        Source source,
        Device device,
        String category,
        String action,
        String label,
        @Nullable Double value,
        @Nullable Revenue revenue,
        Map<String, String> props)
        implements VisitEvent {
    public CustomEvent {
        props = Map.copyOf(props);
    }
}
