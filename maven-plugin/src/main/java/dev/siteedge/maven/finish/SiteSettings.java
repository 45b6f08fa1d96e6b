package dev.siteedge.maven.finish;

import dev.siteedge.maven.html.TrackerTag;
import java.util.Map;

/**
 * What {@code _config.yml} says under {@code site_edge:}, and where the site is mounted, as the child reports it.
 *
 * @param values keys such as {@code site}, {@code baseurl}, {@code consent.level}, {@code tracker.api}
 */
public record SiteSettings(Map<String, String> values) {
    public SiteSettings {
        values = Map.copyOf(values);
    }

    boolean inject() {
        return !"false".equals(values.get("inject"));
    }

    String mode() {
        return values.getOrDefault("mode", "edge");
    }

    TrackerTag tag() {
        return new TrackerTag(
                values.getOrDefault("baseurl", ""),
                values.getOrDefault("site", "localhost"),
                values.getOrDefault("consent.level", "none"),
                values.getOrDefault("tracker.api", ""),
                "true".equals(values.get("consent.strict")),
                "true".equals(values.get("tracker.hash")),
                values.getOrDefault("tracker.files", ""));
    }
}
