package dev.siteedge.edge.query;

import dev.siteedge.edge.http.Access;
import dev.siteedge.edge.http.BoundedHandler;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.Json;
import dev.siteedge.edge.http.ProblemJson;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * {@code GET /api/metrics}, {@code GET /api/top} and {@code GET /api/sites}. Queries block: they run on Jetty's pool
 * threads, never on its selectors, few at a time; the rest wait without a thread, and get a 503 when they wait too long.
 */
public final class MetricsHandler extends Handler.Wrapper {
    /**
     * @param sites ids that are known before any event is stored, the served one among them
     * @param maxConcurrent how many queries may run at a time, 1 or more
     */
    public MetricsHandler(
            Queries queries, Access access, Supplier<List<String>> sites, Clock clock, int maxConcurrent) {
        super(new BoundedHandler(new Blocking(queries, access, sites, clock), maxConcurrent));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return Blocking.PATHS.contains(Request.getPathInContext(request)) && super.handle(request, response, callback);
    }

    /** What runs within the bound. */
    private static final class Blocking extends Handler.Abstract {
        private static final String METRICS = "/api/metrics";
        private static final String TOP = "/api/top";
        static final List<String> PATHS = List.of(METRICS, TOP, "/api/sites");

        private final Queries queries;
        private final ReadableSites sites;
        private final Clock clock;

        Blocking(Queries queries, Access access, Supplier<List<String>> sites, Clock clock) {
            this.queries = queries;
            this.sites = new ReadableSites(queries, access, sites);
            this.clock = clock;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            try {
                if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                    response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
                    throw new HttpProblem(
                            405, "method_not_allowed", "method is wrong: " + request.getMethod() + "; ask with GET.");
                }
                Json.write(response, callback, 200, answer(request));
            } catch (HttpProblem problem) {
                ProblemJson.write(response, callback, problem);
            } catch (BadParameterException bad) {
                ProblemJson.write(
                        response, callback, new HttpProblem(400, bad.code(), String.valueOf(bad.getMessage())));
            }
            return true;
        }

        private Map<String, Object> answer(Request request) {
            Map<String, String> texts = ReadableSites.texts(request);
            MetricsParameters parameters = new MetricsParameters(texts);
            return switch (Request.getPathInContext(request)) {
                case METRICS -> {
                    MetricsQuery query = parameters.query(sites.asked(texts, request), clock.instant());
                    yield new MetricsJson(query.zone()).metrics(queries.metrics(query));
                }
                case TOP -> {
                    MetricsQuery query = parameters.query(sites.asked(texts, request), clock.instant());
                    String property = parameters.property();
                    yield new MetricsJson(query.zone())
                            .top(query, property, queries.top(query, property, parameters.limit()));
                }
                default -> Map.of("sites", sites.all(request));
            };
        }
    }

    /** Which sites a caller may read. */
    static final class ReadableSites {
        private final Queries queries;
        private final Access access;
        private final Supplier<List<String>> sites;

        ReadableSites(Queries queries, Access access, Supplier<List<String>> sites) {
            this.queries = queries;
            this.access = access;
            this.sites = sites;
        }

        /** The query string's parameters; of several of one name, the first. */
        static Map<String, String> texts(Request request) {
            Map<String, String> texts = new HashMap<>();
            try {
                for (Fields.Field field : Request.extractQueryParameters(request)) {
                    texts.put(field.getName(), String.valueOf(field.getValue()));
                }
            } catch (RuntimeException e) {
                throw new HttpProblem(
                        400, "bad_query", "query string is wrong: it is not UTF-8, percent-encoded. Correct it.");
            }
            return texts;
        }

        /** The site asked for, or the only one; whoever may read it, that is. */
        String asked(Map<String, String> texts, Request request) {
            String asked = texts.getOrDefault("site", "");
            List<String> known = asked.isEmpty() ? known() : List.of(asked);
            String site = known.size() == 1 ? known.get(0) : "";
            access.requireRead(request, site);
            if (site.isEmpty()) {
                throw new BadParameterException("site", asked, "known sites: " + String.join(", ", known));
            }
            return site;
        }

        List<String> all(Request request) {
            List<String> readable =
                    known().stream().filter(site -> mayRead(request, site)).toList();
            if (readable.isEmpty()) {
                access.requireRead(request, "");
            }
            return readable;
        }

        /** The served one first: a reader who asks for none in particular means that. */
        private List<String> known() {
            Set<String> known = new LinkedHashSet<>(sites.get());
            known.addAll(queries.sites());
            return List.copyOf(known);
        }

        private boolean mayRead(Request request, String site) {
            try {
                access.requireRead(request, site);
                return true;
            } catch (HttpProblem refused) {
                return false;
            }
        }
    }
}
