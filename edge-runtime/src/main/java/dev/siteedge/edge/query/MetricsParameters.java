package dev.siteedge.edge.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query string that {@code /api/metrics} and {@code /api/top} share. */
final class MetricsParameters {
    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 10;
    /** Known when a session is over, so that no event can be chosen by it. */
    static final String EXIT_PAGE = "visit:exit_page";

    private final Map<String, String> parameters;

    /** @param parameters by name; of several of one name, the first */
    MetricsParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** @throws BadParameterException for the first value that can't be used */
    MetricsQuery query(String site, Instant now) {
        TimeRange range = range(now);
        List<Filter> filters = FilterParser.parse(text("filters", ""));
        return new MetricsQuery(site, range.from(), range.to(), range.granularity(), range.zone(), filters);
    }

    private TimeRange range(Instant now) {
        String from = parameters.get("from");
        String to = parameters.get("to");
        String range = parameters.get("range");
        if (range != null && (from != null || to != null)) {
            throw new BadParameterException("range", range, "either range, or from and to");
        }
        if (from == null && to != null) {
            throw new BadParameterException("from", "", "it is needed with to");
        }
        Granularity granularity = granularity();
        ZoneId zone = zone();
        return from == null
                ? TimeRange.last(range == null ? "24h" : range, granularity, zone, now)
                : TimeRange.between(from, to, granularity, zone, now);
    }

    private @Nullable Granularity granularity() {
        String text = parameters.get("granularity");
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "minute" -> Granularity.MINUTE;
            case "hour" -> Granularity.HOUR;
            case "day" -> Granularity.DAY;
            default -> throw new BadParameterException("granularity", text, "choices: minute, hour, day");
        };
    }

    private ZoneId zone() {
        String text = text("timezone", "UTC");
        try {
            return text.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadParameterException("timezone", text, "a name such as Europe/Berlin, or UTC");
        }
    }

    String property() {
        String text = text("property", "");
        if (!FilterParser.PROPERTIES.contains(text) && !text.equals(EXIT_PAGE)) {
            throw new BadParameterException(
                    "property", text, "choices: " + String.join(", ", FilterParser.PROPERTIES) + ", " + EXIT_PAGE);
        }
        return text;
    }

    int limit() {
        String text = text("limit", Integer.toString(DEFAULT_LIMIT));
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new BadParameterException("limit", text, "1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private String text(String name, String missing) {
        return parameters.getOrDefault(name, missing);
    }

    static String spelled(Granularity granularity) {
        return granularity.name().toLowerCase(Locale.ROOT);
    }
}
