package dev.siteedge.maven.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks an edge, once and not for long. Follows no redirect: it could carry the token elsewhere.
 *
 * @param token for reading experiments, null or empty for none
 * @param patience the longest that one question takes
 */
record EdgeProbe(@Nullable String token, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * @param status of HTTP, 0 when there was no answer
     * @param problem why not, else empty
     */
    record Answer(int status, String problem) {}

    static EdgeProbe overHttp(@Nullable String token) {
        return new EdgeProbe(token, PATIENCE);
    }

    boolean hasToken() {
        return token != null && !token.isEmpty();
    }

    /** Asks for the experiments, as the build does. */
    Answer experiments(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).GET().header("Accept", "application/json");
        if (hasToken()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    /** Asks what can be sent here; sends nothing that would be counted. */
    Answer collector(URI url) {
        return send(HttpRequest.newBuilder(url).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private Answer send(HttpRequest.Builder request) {
        // Without an offer to upgrade to HTTP/2, which not every server and proxy passes over.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        try {
            int status = client.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return new Answer(status, "");
        } catch (IOException e) {
            return new Answer(0, why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }

    /** The JDK's client says nothing of a connection that was refused, nor of a host without an address. */
    private static String why(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host is unknown";
            }
        }
        return e.getMessage() == null ? "no connection" : e.getMessage();
    }
}
