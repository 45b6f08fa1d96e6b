package dev.siteedge.edge;

import dev.siteedge.edge.collect.FakeIntake;
import dev.siteedge.edge.collect.FakeRules;
import dev.siteedge.edge.experiment.ExperimentRules;
import dev.siteedge.edge.http.Json;
import dev.siteedge.edge.http.Route;
import dev.siteedge.edge.query.Queries;
import dev.siteedge.edge.shard.Intake;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Both sides that the HTTP side is wired to, in memory; says in {@code log} what was asked of them. */
final class FakeSides implements DataSide, SiteSide {
    final List<String> log = new ArrayList<>();
    final FakeIntake intake = new FakeIntake();

    EdgeServer start(EdgeOptions options) {
        return EdgeServer.start(options, settings -> this, settings -> this, Clock.systemUTC());
    }

    @Override
    public Intake intake() {
        return intake;
    }

    @Override
    public Queries queries() {
        throw new UnsupportedOperationException("no query is asked here");
    }

    @Override
    public void flushNow() {
        log.add("flush");
    }

    @Override
    public void retentionNow() {
        log.add("retention");
    }

    @Override
    public void compactNow() {
        log.add("compaction");
    }

    @Override
    public String erase(String site) {
        log.add("erase " + site);
        return "receipt";
    }

    @Override
    public Optional<Map<String, Object>> receipt(String id) {
        return Optional.empty();
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }

    @Override
    public void close() {
        log.add("close");
    }

    @Override
    public ExperimentRules rules() {
        return new FakeRules();
    }

    @Override
    public List<Route> routes(Context context) {
        return List.of(new Route("GET", "/*", new Page()));
    }

    @Override
    public void siteChanged() {
        log.add("site changed");
    }

    @Override
    public void siteFailed(String problem) {
        log.add("site failed: " + problem);
    }

    private static final class Page extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Json.write(response, callback, 200, "page");
            return true;
        }
    }
}
