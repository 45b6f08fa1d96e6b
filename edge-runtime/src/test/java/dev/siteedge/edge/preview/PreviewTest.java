package dev.siteedge.edge.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Listener;
import dev.siteedge.edge.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PreviewTest {
    private final PreviewState state = new PreviewState(7);
    private Listener listener;

    @BeforeEach
    void start() {
        listener = new Listener("127.0.0.1", 0, null);
        listener.serve(
                List.of(
                        new Route("GET", "/*", new PreviewPages(state, new Pages())),
                        new Route("GET", PreviewHandler.PATH + "/*", new PreviewHandler(state))),
                List.of());
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void page_endsInTheScriptOfItsBuild_andIsNotCached() throws Exception {
        state.built();
        HttpResponse<String> page = get("/page", "If-None-Match", "\"page\"", "Range", "bytes=0-3");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .isEqualTo("<p>page</p>\n<script src=\"/_edge/preview/script.js\" data-build=\"7-1\"></script>\n");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void whatIsNoPage_isLeftAlone() throws Exception {
        HttpResponse<String> style = get("/style.css");

        assertThat(style.body()).isEqualTo("p{}");
        assertThat(style.headers().firstValue("ETag")).hasValue("\"style\"");
    }

    @Test
    void script_isThere_andWhatElseIsNot() throws Exception {
        assertThat(get(PreviewHandler.SCRIPT).body()).contains("EventSource('" + PreviewHandler.EVENTS + "')");
        assertThat(get(PreviewHandler.PATH + "/other").statusCode()).isEqualTo(404);
    }

    @Test
    void listener_hearsTheStateAtOnceAndEachTimeItChanges() throws Exception {
        try (BufferedReader first = events();
                BufferedReader second = events()) {
            assertThat(event(first)).isEqualTo("{\"build\":\"7-0\",\"problem\":null}");
            assertThat(event(second)).isEqualTo("{\"build\":\"7-0\",\"problem\":null}");

            state.failed("a.md:3: it's \"wrong\"");
            assertThat(event(first)).isEqualTo("{\"build\":\"7-0\",\"problem\":\"a.md:3: it's \\\"wrong\\\"\"}");
            assertThat(event(second)).contains("a.md:3");

            state.built();
            assertThat(event(first)).isEqualTo("{\"build\":\"7-1\",\"problem\":null}");
        }
    }

    @Test
    void listenersThatLeft_areForgotten() throws Exception {
        for (int i = 0; i < 5; i++) {
            BufferedReader events = events();
            event(events);
            events.close();
        }
        while (state.listening() > 0) {
            state.tellAll();
            Thread.sleep(1);
        }
        assertThat(state.listening()).isZero();
    }

    @Test
    void stopped_endsTheStreams() throws Exception {
        try (BufferedReader events = events()) {
            event(events);
            listener.close();
            assertThat(events.readLine()).isNull();
        }
    }

    private BufferedReader events() throws IOException {
        URLConnection connection =
                URI.create(listener.uri() + PreviewHandler.EVENTS).toURL().openConnection();
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String event(BufferedReader events) throws IOException {
        String line = events.readLine();
        assertThat(line).startsWith("data: ");
        assertThat(events.readLine()).isEmpty();
        return line.substring("data: ".length());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(listener.uri() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class Pages extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean page = Request.getPathInContext(request).equals("/page");
            String body = page ? "<p>page</p>" : "p{}";
            assertThat(request.getHeaders().contains(HttpHeader.RANGE)).isFalse();
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, page ? "text/html;charset=utf-8" : "text/css");
            response.getHeaders().put(HttpHeader.ETAG, page ? "\"page\"" : "\"style\"");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length());
            response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)), callback);
            return true;
        }
    }
}
