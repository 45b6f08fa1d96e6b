package dev.siteedge.edge.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes a problem as {@code {"error":code,"message":message}}, also from a thread that no handler waits for. */
public final class ProblemJson {
    private ProblemJson() {}

    /** Answers with the problem and completes the callback. */
    public static void write(Response response, Callback callback, HttpProblem problem) {
        if (problem.status() == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", problem.code());
        body.put("message", String.valueOf(problem.getMessage()));
        Json.write(response, callback, problem.status(), body);
    }
}
