package dev.siteedge.edge.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Hands each request to the route whose path fits best; 404 where none fits, 405 where only the method does not. */
public final class Router extends Handler.Sequence {
    private final List<Route> routes;
    private final Set<String> firstSegments;
    private final @Nullable Route rest;

    public Router(List<Route> routes) {
        super(routes.stream().map(Route::handler).distinct().collect(Collectors.toList()));
        this.routes = List.copyOf(routes);
        this.firstSegments = Stream.concat(
                        Stream.of("/api", "/ofrep"),
                        routes.stream().map(route -> firstSegment(route.path())).filter(path -> !path.equals("/*")))
                .collect(Collectors.toUnmodifiableSet());
        this.rest = routes.stream()
                .filter(route -> route.path().equals("/*"))
                .findFirst()
                .orElse(null);
    }

    /** {@code /api} of {@code /api/event}. */
    private static String firstSegment(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** What only reads memory is answered on the thread that read the request; the others are handed on. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Handler handler;
        try {
            handler = find(request);
        } catch (HttpProblem e) {
            Problems.write(response, callback, e);
            return true;
        }
        if (handler.getInvocationType() == InvocationType.NON_BLOCKING) {
            run(handler, request, response, callback);
        } else {
            request.getComponents().getExecutor().execute(() -> run(handler, request, response, callback));
        }
        return true;
    }

    private static void run(Handler handler, Request request, Response response, Callback callback) {
        try {
            if (!handler.handle(request, response, callback)) {
                throw notFound(request);
            }
        } catch (Exception e) {
            Problems.write(response, callback, e);
        }
    }

    private Handler find(Request request) {
        String path = Request.getPathInContext(request);
        String method = request.getMethod();
        // Most requests are for the site's pages: no other route begins as they do.
        if (rest != null && rest.allows(method) && !firstSegments.contains(firstSegment(path))) {
            return rest.handler();
        }
        int most = -1;
        Route best = null;
        for (Route route : routes) {
            if (route.weight() >= most && route.fits(path)) {
                if (route.weight() > most) {
                    most = route.weight();
                    best = null;
                }
                best = best == null && route.allows(method) ? route : best;
            }
        }
        // The site answers what is left, but never in the place of the API.
        boolean reserved = path.startsWith("/api/") || path.startsWith("/ofrep/");
        if (most < 0 || (reserved && most == 0)) {
            throw notFound(request);
        }
        if (best == null) {
            throw notAllowed(request, fitting(path, most));
        }
        return best.handler();
    }

    private List<Route> fitting(String path, int weight) {
        return routes.stream()
                .filter(route -> route.weight() == weight && route.fits(path))
                .toList();
    }

    private static HttpProblem notFound(Request request) {
        return new HttpProblem(404, "not_found", "Nothing is at " + Request.getPathInContext(request) + ".");
    }

    private static HttpProblem notAllowed(Request request, List<Route> routes) {
        TreeSet<String> methods = new TreeSet<>();
        routes.forEach(route -> methods.addAll(route.methods()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        String allow = String.join(", ", methods);
        return new HttpProblem(
                        405, "method_not_allowed", request.getMethod() + " is wrong here; allowed: " + allow + ".")
                .with("Allow", allow);
    }
}
