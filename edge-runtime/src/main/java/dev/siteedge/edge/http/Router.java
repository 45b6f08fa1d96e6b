package dev.siteedge.edge.http;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to the route whose path fits best; 404 where none fits, 405 where only the method does not. */
public final class Router extends Handler.Sequence {
    private final List<Route> routes;

    public Router(List<Route> routes) {
        super(routes.stream().map(Route::handler).distinct().collect(Collectors.toList()));
        this.routes = List.copyOf(routes);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            if (!find(request).handle(request, response, callback)) {
                throw notFound(request);
            }
        } catch (Exception e) {
            Problems.write(response, callback, e);
        }
        return true;
    }

    private Handler find(Request request) {
        String path = Request.getPathInContext(request);
        int most = routes.stream()
                .filter(route -> route.fits(path))
                .mapToInt(Route::weight)
                .max()
                .orElse(0);
        List<Route> best = routes.stream()
                .filter(route -> route.weight() == most && route.fits(path))
                .toList();
        // The site answers what is left, but never in the place of the API.
        boolean reserved = path.startsWith("/api/") || path.startsWith("/ofrep/");
        if (best.isEmpty() || (reserved && most == 0)) {
            throw notFound(request);
        }
        return best.stream()
                .filter(route -> route.allows(request.getMethod()))
                .findFirst()
                .orElseThrow(() -> notAllowed(request, best))
                .handler();
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
