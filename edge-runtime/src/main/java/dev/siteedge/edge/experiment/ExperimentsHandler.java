package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.Json;
import dev.siteedge.edge.http.ProblemJson;
import dev.siteedge.edge.query.Queries;
import dev.siteedge.edge.shard.Intake;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/experiments}, {@code …/{id}/allocation} and {@code …/{id}/results}. Runs on Jetty's pool threads, never
 * on its selectors, since results block.
 */
public final class ExperimentsHandler extends Handler.Abstract {
    private static final Pattern PATH = Pattern.compile("/api/experiments(?:/([^/]+)/(allocation|results))?");
    private static final Pattern ENTRY = Pattern.compile("/api/experiments/[^/]+");

    private final Supplier<ExperimentCatalog> current;
    private final Access access;
    private final Queries queries;
    private final Clock clock;
    private final AllocationHandler allocation;

    /**
     * @param current gives the catalog of the release that is being served
     * @param digest what is logged instead of a caller's user id
     * @param shardOf the shard of a unit, 0 to the number of shards - 1
     */
    public ExperimentsHandler(
            Supplier<ExperimentCatalog> current,
            Access access,
            Intake intake,
            UserDigest digest,
            ToIntFunction<String> shardOf,
            Queries queries,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.queries = queries;
        this.clock = clock;
        this.allocation = new AllocationHandler(intake, digest, shardOf, clock);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Matcher route = PATH.matcher(path);
        boolean entry = ENTRY.matcher(path).matches();
        if (!entry && !route.matches()) {
            return false;
        }
        try {
            boolean head = HttpMethod.HEAD.is(request.getMethod());
            if (entry || !(head || HttpMethod.GET.is(request.getMethod()))) {
                response.getHeaders().put(HttpHeader.ALLOW, entry ? "" : "GET, HEAD");
                throw new HttpProblem(
                        405,
                        "method_not_allowed",
                        request.getMethod() + " " + path + " is not possible; definitions come from"
                                + " _data/experiments.yml. Change them there and build again.");
            }
            answer(route, request, response, callback);
        } catch (HttpProblem problem) {
            ProblemJson.write(response, callback, problem);
        }
        return true;
    }

    private void answer(Matcher route, Request request, Response response, Callback callback) {
        ExperimentCatalog catalog = current.get();
        String id = route.group(1);
        if (id == null) {
            access.requireRead(request, catalog.site());
            Json.write(response, callback, 200, Map.of("experiments", entries(catalog)));
            return;
        }
        Fields parameters = Request.extractQueryParameters(request);
        if ("allocation".equals(route.group(2))) {
            allocation.answer(catalog.site(), catalog.find(id), parameters, response, callback);
            return;
        }
        access.requireRead(request, catalog.site());
        Json.write(response, callback, 200, results(catalog, id, parameters.getValue("goal")));
    }

    private List<JsonNode> entries(ExperimentCatalog catalog) {
        Instant now = clock.instant();
        return catalog.all().stream().map(live -> entry(live, now)).toList();
    }

    private static JsonNode entry(LiveExperiment live, Instant now) {
        ObjectNode entry = live.definition().entry().deepCopy();
        return entry.put("active", live.runs(now)).put("etag", live.etag());
    }

    private Map<String, @Nullable Object> results(ExperimentCatalog catalog, String id, @Nullable String asked) {
        LiveExperiment live = catalog.find(id);
        if (live == null) {
            List<String> known =
                    catalog.all().stream().map(l -> l.definition().id()).toList();
            throw new HttpProblem(
                    404,
                    "unknown_experiment",
                    "experiment is wrong: '" + id + "'; known: " + known + ". Check the id.");
        }
        String goal = goal(live.definition().goals(), asked);
        String counted = goal == null ? "" : goal;
        return new ResultsReport(live, queries.tally(catalog.site(), id, live.phase(), counted)).json(goal);
    }

    private static @Nullable String goal(List<String> goals, @Nullable String asked) {
        if (asked == null) {
            return goals.isEmpty() ? null : goals.get(0);
        }
        if (!goals.contains(asked)) {
            throw new HttpProblem(
                    400, "unknown_goal", "goal is wrong: '" + asked + "'; known: " + goals + ". Choose one of them.");
        }
        return asked;
    }
}
