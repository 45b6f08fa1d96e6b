package dev.siteedge.edge.query;

import dev.siteedge.edge.query.MetricsAnswer.Point;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers as JSON objects, keys in the order of the contract; times in the zone that was asked for. */
final class MetricsJson {
    private final ZoneId zone;

    MetricsJson(ZoneId zone) {
        this.zone = zone;
    }

    Map<String, Object> metrics(MetricsAnswer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("site", answer.site());
        json.put("from", time(answer.from()));
        json.put("to", time(answer.to()));
        json.put("granularity", MetricsParameters.spelled(answer.granularity()));
        json.put("complete", answer.complete());
        if (!answer.complete()) {
            json.put("missing", answer.missing());
        }
        json.put("pageviews", points(answer.pageviews()));
        json.put("events", points(answer.events()));
        json.put("sessions", points(answer.sessions()));
        json.put("summary", answer.summary());
        json.put("visits", answer.visits());
        return json;
    }

    Map<String, Object> top(MetricsQuery query, String property, List<Queries.Row> rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("site", query.site());
        json.put("from", time(query.from()));
        json.put("to", time(query.to()));
        json.put("property", property);
        json.put("results", rows);
        return json;
    }

    private List<Map<String, Object>> points(List<Point> points) {
        return points.stream().map(this::point).toList();
    }

    private Map<String, Object> point(Point point) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", time(point.time()));
        json.put("count", point.count());
        return json;
    }

    private String time(Instant time) {
        return zone.equals(ZoneOffset.UTC)
                ? DateTimeFormatter.ISO_INSTANT.format(time)
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
    }
}
