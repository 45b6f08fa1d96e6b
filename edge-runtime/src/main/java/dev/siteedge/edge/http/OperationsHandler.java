package dev.siteedge.edge.http;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The probes {@code /healthz} and {@code /readyz}, and {@code POST /api/flush} and {@code POST /api/retention}. */
public final class OperationsHandler extends Handler.Abstract {
    private final Access access;
    private final Operations operations;

    /** What can be done to the data; every method may block. */
    public interface Operations {
        /** Returns when all that was acknowledged so far is in the object store. */
        void flushNow();

        /** Returns when everything older than its site's retention is deleted. */
        void retentionNow();

        /** What keeps events from being taken; empty when all is well. */
        List<String> troubles();
    }

    public OperationsHandler(Access access, Operations operations) {
        this.access = access;
        this.operations = operations;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (Request.getPathInContext(request)) {
            case "/healthz" -> Json.write(response, callback, 200, Map.of("status", "ok"));
            case "/readyz" -> ready(response, callback);
            case "/api/flush" -> {
                access.requireAdmin(request);
                operations.flushNow();
                Json.write(response, callback, 200, Map.of("flushed", true));
            }
            case "/api/retention" -> {
                access.requireAdmin(request);
                operations.retentionNow();
                Json.write(response, callback, 200, Map.of("retained", true));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void ready(Response response, Callback callback) {
        List<String> troubles = operations.troubles();
        if (troubles.isEmpty()) {
            Json.write(response, callback, 200, Map.of("status", "ready"));
        } else {
            Json.write(response, callback, 503, Map.of("status", "not_ready", "troubles", troubles));
        }
    }
}
