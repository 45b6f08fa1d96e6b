package dev.siteedge.edge.http;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failure as {@code {"error","message"}}: those that a handler throws or fails its callback with, and those
 * that Jetty finds before any handler sees the request. What is not a client's fault is logged and answered 500 without a
 * word on the inside.
 */
public final class Problems extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    Problems() {}

    /** Answers with a failure and completes the callback; for handlers whose work ends on another thread. */
    public static void write(Response response, Callback callback, Throwable failure) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        HttpProblem problem = of(failure);
        problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        Json.write(
                response,
                callback,
                problem.status(),
                Map.of("error", problem.code(), "message", String.valueOf(problem.getMessage())));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Callback sent = new ErrorSent(callback);
        Object failure = request.getAttribute(ERROR_EXCEPTION);
        Object status = request.getAttribute(ERROR_STATUS);
        if (failure instanceof Throwable thrown) {
            write(response, sent, thrown);
        } else {
            write(response, sent, of(status instanceof Integer code ? code : 500, null));
        }
        return true;
    }

    private static HttpProblem of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpProblem problem) {
            return problem;
        }
        if (cause instanceof HttpException found) {
            return of(found.getCode(), found.getReason());
        }
        if (cause instanceof TimeoutException) {
            return new HttpProblem(408, "too_slow", "The request did not arrive in time. Send it again.");
        }
        if (cause instanceof EofException) {
            return new HttpProblem(400, "incomplete", "The connection ended before the request did. Send it again.");
        }
        LOG.error("a request failed", cause);
        return of(500, null);
    }

    private static HttpProblem of(int status, @org.jspecify.annotations.Nullable String reason) {
        String title = HttpStatus.getMessage(status);
        String code = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String detail = status < 500 && reason != null && !reason.equals(title) ? title + ": " + reason : title;
        return new HttpProblem(status, code, detail + ".");
    }
}
