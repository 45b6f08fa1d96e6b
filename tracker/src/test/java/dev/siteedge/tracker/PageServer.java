package dev.siteedge.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves one test's pages on a port, and so an origin with empty storage, of its own and keeps the posted events. */
final class PageServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    // Chromium opens connections ahead of need; one thread would wait for one of those.
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] tracker;
    private final Map<String, TestPage> pages = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();

    PageServer() throws IOException {
        tracker = Files.readAllBytes(Path.of(System.getProperty("tracker.file")));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::servePage);
        server.createContext("/_edge/site-edge.js", e -> answer(e, 200, "text/javascript", tracker));
        server.createContext("/api/event", this::collect);
        server.createContext("/elsewhere/event", this::collect);
        server.setExecutor(threads);
        server.start();
    }

    void put(String path, TestPage page) {
        pages.put(path, page);
    }

    String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery;
    }

    /** The same server under a name that is another origin to the browser. */
    String otherOrigin(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    List<JsonNode> events() {
        return List.copyOf(events);
    }

    List<String> contentTypes() {
        return List.copyOf(contentTypes);
    }

    private void collect(HttpExchange exchange) throws IOException {
        contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
        JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
        answer(exchange, 202, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
        events.add(event);
    }

    private void servePage(HttpExchange exchange) throws IOException {
        TestPage page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            answer(exchange, 404, "text/plain", new byte[0]);
            return;
        }
        page.headers().forEach(exchange.getResponseHeaders()::add);
        answer(exchange, 200, "text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
