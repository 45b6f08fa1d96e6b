package dev.siteedge.edge.event;

import java.util.Map;

/** A page was seen. */
public record Pageview(
        String id, String site, Visitor visitor, String path, Source source, Device device, Map<String, String> props)
        implements VisitEvent {
    public Pageview {
        props = Map.copyOf(props);
    }
}
