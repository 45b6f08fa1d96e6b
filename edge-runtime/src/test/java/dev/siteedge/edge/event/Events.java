package dev.siteedge.edge.event;

import java.util.Map;

/** Events to test with, as short as a test can be. */
public final class Events {
    public static final String SITE = "example.com";

    private Events() {}

    public static Visitor visitor(long hash) {
        return new Visitor(hash, null, null, null);
    }

    public static Source from(String source) {
        return new Source("https://" + source + "/", source, "", "", "", "", "");
    }

    public static Pageview pageview(String id, long visitor, String path) {
        return pageview(id, visitor(visitor), path, Source.DIRECT);
    }

    public static Pageview pageview(String id, Visitor visitor, String path, Source source) {
        return new Pageview(id, SITE, visitor, path, source, new Device("FR", "Desktop", "Firefox", "Linux"), Map.of());
    }

    public static CustomEvent custom(String id, long visitor, String category, String action) {
        return new CustomEvent(
                id,
                SITE,
                visitor(visitor),
                "/",
                Source.DIRECT,
                Device.UNKNOWN,
                category,
                action,
                "",
                null,
                null,
                Map.of());
    }

    public static Engagement engagement(String id, long visitor, long millis) {
        return new Engagement(id, SITE, visitor(visitor), "/", Source.DIRECT, Device.UNKNOWN, millis, 80);
    }

    public static Exposure exposure(String id, String unit, String variant) {
        return new Exposure(id, SITE, "hero", "1", unit, variant);
    }

    public static Allocation allocation(String id, String unit, String variant) {
        return new Allocation(id, SITE, "hero", "1", unit, variant);
    }

    public static GoalReached goal(String id, String unit, String goal) {
        return new GoalReached(id, SITE, "hero", "1", unit, goal, null);
    }
}
