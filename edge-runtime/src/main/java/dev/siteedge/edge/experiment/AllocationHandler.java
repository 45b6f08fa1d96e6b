package dev.siteedge.edge.experiment;

import dev.siteedge.edge.event.Allocation;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.Json;
import dev.siteedge.edge.http.ProblemJson;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.shard.Intake;
import dev.siteedge.edge.shard.OverloadedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Gives a caller's user a variant: {@code GET /api/experiments/{id}/allocation?user=}. Open to all. The call is that
 * user's exposure, counted once however often it is made, and answered after it is on disk; {@code peek=1} only looks.
 */
final class AllocationHandler {
    /** A user id in UTF-8: room for any e-mail address. */
    static final int MAX_USER_BYTES = 256;

    private final Intake intake;
    private final UserDigest digest;
    private final ToIntFunction<String> shardOf;
    private final Clock clock;

    AllocationHandler(Intake intake, UserDigest digest, ToIntFunction<String> shardOf, Clock clock) {
        this.intake = intake;
        this.digest = digest;
        this.shardOf = shardOf;
        this.clock = clock;
    }

    /** @param experiment null when there is none of that id */
    void answer(
            String site, @Nullable LiveExperiment experiment, Fields parameters, Response response, Callback callback) {
        String user = user(parameters.getValue("user"));
        Instant now = clock.instant();
        int arm = experiment == null || !experiment.runs(now)
                ? Bucketing.NONE
                : experiment.arms().of(user);
        if (experiment == null || arm == Bucketing.NONE) {
            Json.write(response, callback, 200, outside(experiment, now));
            return;
        }
        String variant = experiment.variants().get(arm).name();
        Map<String, Object> body = inside(experiment, variant);
        if ("1".equals(parameters.getValue("peek"))) {
            Json.write(response, callback, 200, body);
            return;
        }
        count(site, experiment, variant, user).whenComplete((done, failure) -> {
            if (failure == null) {
                Json.write(response, callback, 200, body);
            } else {
                refuse(response, callback, failure);
            }
        });
    }

    private static String user(@Nullable String user) {
        if (user == null || user.isBlank()) {
            throw new HttpProblem(
                    400, "user_missing", "user is wrong: ''; name the user to allocate, e.g. ?user=4711. Try again.");
        }
        int bytes = user.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_USER_BYTES) {
            throw new HttpProblem(
                    400,
                    "user_too_long",
                    "user is wrong: " + bytes + " bytes; at most " + MAX_USER_BYTES + ". Send a shorter id.");
        }
        return user;
    }

    /** Control for whoever is not in; the winner's name once an experiment is stopped with one. */
    private static Map<String, @Nullable Object> outside(@Nullable LiveExperiment experiment, Instant now) {
        boolean stopped = experiment != null && !experiment.runs(now);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(
                "variant",
                experiment != null && stopped
                        ? experiment.variants().get(experiment.shownToAll()).name()
                        : "control");
        body.put("experiment", null);
        return body;
    }

    private static Map<String, Object> inside(LiveExperiment experiment, String variant) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("id", experiment.definition().id());
        inner.put("name", experiment.definition().name());
        inner.put("variant", variant);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("variant", variant);
        body.put("experiment", inner);
        return body;
    }

    private java.util.concurrent.CompletableFuture<Void> count(
            String site, LiveExperiment experiment, String variant, String user) {
        String unit = "u:" + digest.digest(site, user);
        String id = experiment.definition().id();
        String key = Digests.hex(String.join("\n", "allocation", site, id, experiment.phase(), unit), 16);
        Allocation allocation = new Allocation(key, site, id, experiment.phase(), unit, variant);
        return intake.submit(List.of(new Routed(shardOf.applyAsInt(unit), allocation)));
    }

    private static void refuse(Response response, Callback callback, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof OverloadedException overloaded) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, overloaded.retryAfterSeconds());
            ProblemJson.write(
                    response, callback, new HttpProblem(503, "overloaded", String.valueOf(overloaded.getMessage())));
        } else {
            callback.failed(cause);
        }
    }
}
