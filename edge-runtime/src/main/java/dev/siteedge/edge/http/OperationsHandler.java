package dev.siteedge.edge.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The probes {@code /healthz} and {@code /readyz}, and what an administrator may do to the data: {@code POST /api/flush},
 * {@code /api/retention} and {@code /api/compaction}, {@code DELETE /api/sites/SITE} and {@code GET /api/receipts/ID}.
 */
public final class OperationsHandler extends Handler.Abstract {
    private static final String SITES = "/api/sites/";
    private static final String RECEIPTS = "/api/receipts/";
    private static final Pattern SITE = Pattern.compile("[^/]{1,253}");
    private static final Pattern RECEIPT = Pattern.compile("[A-Za-z0-9-]{1,80}");

    private final Access access;
    private final Operations operations;

    /** What can be done to the data; every method may block. */
    public interface Operations {
        /** Returns when all that was acknowledged so far is in the object store. */
        void flushNow();

        /** Returns when everything older than its site's retention is deleted. */
        void retentionNow();

        /** Returns when small objects are large ones. */
        void compactNow();

        /**
         * Wants all of a site to be erased that was acknowledged so far; nothing of it is shown when this returns.
         *
         * @return the id of the receipt that says when it is gone from the disk and the store, too
         */
        String erase(String site);

        /** A receipt, or {@code status: pending} while it is to come; empty when nothing is known of it. */
        Optional<Map<String, Object>> receipt(String id);

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
            case "/api/compaction" -> {
                access.requireAdmin(request);
                operations.compactNow();
                Json.write(response, callback, 200, Map.of("compacted", true));
            }
            default -> {
                return erasure(request, response, callback);
            }
        }
        return true;
    }

    private boolean erasure(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        access.requireAdmin(request);
        if (path.startsWith(SITES)) {
            String site = checked("site", path.substring(SITES.length()), SITE, "1 to 253 characters");
            String receipt = operations.erase(site.toLowerCase(Locale.ROOT));
            response.getHeaders().put("Location", RECEIPTS + receipt);
            Json.write(response, callback, 202, Map.of("receipt", receipt, "status", "pending"));
            return true;
        }
        if (path.startsWith(RECEIPTS)) {
            String id = checked("receipt", path.substring(RECEIPTS.length()), RECEIPT, "letters, digits and hyphens");
            Optional<Map<String, Object>> receipt = operations.receipt(id);
            receipt.ifPresent(found -> Json.write(response, callback, 200, found));
            return receipt.isPresent();
        }
        return false;
    }

    private static String checked(String what, String value, Pattern good, String choices) {
        if (!good.matcher(value).matches()) {
            throw new HttpProblem(400, "wrong_" + what, what + " is wrong: '" + value + "'; " + choices + ".");
        }
        return value;
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
