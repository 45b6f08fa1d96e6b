package dev.siteedge.edge.query;

import dev.siteedge.edge.query.MetricsAnswer.Point;
import dev.siteedge.edge.query.MetricsAnswer.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with fixed numbers and remembers what was asked. */
public final class FakeQueries implements Queries {
    public final List<Object> asked = new CopyOnWriteArrayList<>();
    public List<String> sites = List.of();
    public List<String> missing = List.of();
    public Map<String, Tally> tallies = Map.of();

    @Override
    public MetricsAnswer metrics(MetricsQuery query) {
        asked.add(query);
        List<Point> points = new ArrayList<>(List.of(new Point(query.from(), 3)));
        return new MetricsAnswer(
                query.site(),
                query.from(),
                query.to(),
                query.granularity(),
                missing.isEmpty(),
                missing,
                points,
                points,
                points,
                new Summary(3, 4, 1, 2));
    }

    @Override
    public List<Row> top(MetricsQuery query, String property, int limit) {
        asked.add(query);
        return List.of(new Row(property + " " + limit, 3, 2, 1));
    }

    @Override
    public Map<String, Tally> tally(String site, String experiment, String phase, String goal) {
        asked.add(List.of(site, experiment, phase, goal));
        return tallies;
    }

    @Override
    public Realtime realtime(String site, Instant now) {
        asked.add(site);
        return new Realtime(
                site,
                now,
                7,
                List.of(new Realtime.Minute(now, 3, 4, 1)),
                Map.of("path", List.of(new Realtime.Value("/", 3))));
    }

    @Override
    public List<String> sites() {
        return sites;
    }
}
