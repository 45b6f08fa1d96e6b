package dev.siteedge.edge;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves a page, collects, flushes, is asked and starts again from what it kept, so that the JVM has loaded what a server
 * loads. Run by {@link InstallCommand} in a JVM of its own.
 */
final class Rehearsal {
    private static final int EVENTS = 200;

    private final URI edge;

    private Rehearsal(URI edge) {
        this.edge = edge;
    }

    /** @param args an empty folder */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<!DOCTYPE html><html lang=en><title>Rehearsal</title>");
        // As in the server: no news of Jetty's.
        Main.quietJetty();
        EdgeOptions options = new EdgeOptions(site, folder.resolve("data"), null, 0, null, false);
        try (EdgeServer server = EdgeServer.start(options)) {
            Rehearsal first = new Rehearsal(server.uri());
            first.collect();
            first.ask();
            first.request("POST", "/api/flush", "");
        }
        try (EdgeServer server = EdgeServer.start(options)) {
            new Rehearsal(server.uri()).ask();
        }
    }

    private void collect() throws IOException {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            String event =
                    "{\"id\":\"%d\",\"type\":\"pageview\",\"path\":\"/%d\",\"site\":\"localhost\"}".formatted(i, i);
            request("POST", "/api/event", event);
            batch.append(event.replace("\"id\":\"", "\"id\":\"b")).append('\n');
        }
        request("POST", "/api/events", batch.toString());
    }

    private void ask() throws IOException {
        for (String path :
                new String[] {"/", "/dashboard", "/readyz", "/api/metrics", "/api/top?property=event:page"}) {
            request("GET", path, "");
        }
    }

    private void request(String method, String path, String body) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) edge.resolve(path).toURL().openConnection();
        request.setRequestMethod(method);
        request.setRequestProperty(
                "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        if (!body.isEmpty()) {
            request.setRequestProperty("Content-Type", "text/plain");
            request.setDoOutput(true);
            request.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        if (request.getResponseCode() >= 400) {
            throw new IOException(method + " " + path + " was answered " + request.getResponseCode());
        }
        request.getInputStream().readAllBytes();
    }
}
