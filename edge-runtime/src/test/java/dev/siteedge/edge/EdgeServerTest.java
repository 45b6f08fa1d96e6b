package dev.siteedge.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.http.Scope;
import dev.siteedge.edge.http.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeServerTest {
    @TempDir
    Path folder;

    private final FakeSides sides = new FakeSides();
    private EdgeOptions options;

    @BeforeEach
    void folders() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        options = EdgeOptions.of(site, folder.resolve("data")).listeningOn("127.0.0.1", 0);
    }

    @Test
    void started_collectsServesAndAdministers() throws Exception {
        try (EdgeServer server = sides.start(options)) {
            assertThat(send(server, "POST", "/api/event", "{\"type\":\"pageview\",\"path\":\"/\"}")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(sides.intake.events()).hasSize(1);
            assertThat(send(server, "GET", "/any", "").body()).isEqualTo("\"page\"");
            assertThat(send(server, "GET", "/healthz", "").statusCode()).isEqualTo(200);
            assertThat(send(server, "GET", "/readyz", "").statusCode()).isEqualTo(200);
            assertThat(send(server, "POST", "/api/flush", "").statusCode()).isEqualTo(200);
            assertThat(send(server, "POST", "/api/retention", "").statusCode()).isEqualTo(200);
            assertThat(send(server, "GET", "/api/event", "").statusCode()).isEqualTo(405);
            server.siteChanged();
            server.siteFailed("a.md:3: wrong");
        }
        assertThat(sides.log)
                .containsExactly("flush", "retention", "site changed", "site failed: a.md:3: wrong", "close");
    }

    @Test
    void bodyThatNeverComes_holdsUpNobody() throws Exception {
        try (EdgeServer server = sides.start(options);
                Socket slow = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            slow.getOutputStream()
                    .write("POST /api/event HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{\"type\""
                            .getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();

            assertThat(send(server, "GET", "/healthz", "").statusCode()).isEqualTo(200);
            slow.shutdownOutput();
            assertThat(firstLine(slow.getInputStream())).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(sides.intake.events()).isEmpty();
        }
    }

    @Test
    void pipelinedRequests_areEachAnsweredInTheirOrder() throws Exception {
        String good = "{\"type\":\"pageview\",\"path\":\"/\"}";
        try (EdgeServer server = sides.start(options);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            String all = post("/api/event", good)
                    + post("/api/event", "nonsense")
                    + post("/api/events", good + "\n" + good)
                    + post("/api/nothing", good)
                    + post("/api/event", good).replace("HTTP/1.1\r\n", "HTTP/1.1\r\nConnection: close\r\n");
            socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(Pattern.compile("HTTP/1.1 (\\d+)")
                            .matcher(answers)
                            .results()
                            .map(found -> found.group(1)))
                    .containsExactly("202", "400", "202", "404", "202");
            assertThat(sides.intake.events()).hasSize(4);
        }
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void portInUse_isRefusedBeforeAnythingIsOpened() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EdgeOptions clash = options.listeningOn("127.0.0.1", taken.getLocalPort());

            StartRefused refused = catchThrowableOfType(StartRefused.class, () -> sides.start(clash));

            assertThat(refused.problems())
                    .containsExactly("--port is wrong: 127.0.0.1:" + taken.getLocalPort()
                            + " is in use. Choose another port, or 0 for any.");
            assertThat(sides.log).isEmpty();
        }
    }

    @Test
    void dataThatCannotBeOpened_leavesThePortFree() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        EdgeOptions chosen = options.listeningOn("127.0.0.1", port);
        DataSide.Opener broken = settings -> {
            throw new StartRefused("the data is wrong");
        };

        assertThatThrownBy(() -> EdgeServer.start(chosen, broken, settings -> sides, Clock.systemUTC()))
                .isInstanceOf(StartRefused.class);

        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void otherAddressWithoutToken_isRefusedAndSaysHow() {
        StartRefused refused =
                catchThrowableOfType(StartRefused.class, () -> sides.start(options.listeningOn("0.0.0.0", 0)));

        assertThat(refused.problems()).singleElement().asString().contains("token create --data");
        assertThat(sides.log).isEmpty();
    }

    @Test
    void addressOfAnotherMachine_isRefused() {
        EdgeOptions foreign = new EdgeOptions(options.site(), folder, "192.0.2.1", 0, null, false);
        new Tokens(folder, Clock.systemUTC()).create(Scope.READ, "x", new SecureRandom());

        StartRefused refused = catchThrowableOfType(StartRefused.class, () -> sides.start(foreign));

        assertThat(refused.problems()).singleElement().asString().startsWith("192.0.2.1:0 can't be listened on");
    }

    @Test
    void missingSite_isRefused() {
        EdgeOptions missing = EdgeOptions.of(folder.resolve("none"), options.data());

        StartRefused refused = catchThrowableOfType(StartRefused.class, () -> sides.start(missing));

        assertThat(refused.problems()).singleElement().asString().startsWith("--site is wrong: ");
    }

    @Test
    void dataIsAFile_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        StartRefused refused =
                catchThrowableOfType(StartRefused.class, () -> sides.start(EdgeOptions.of(options.site(), file)));

        assertThat(refused.problems()).singleElement().asString().startsWith("--data is wrong: ");
    }

    private static HttpResponse<String> send(EdgeServer server, String method, String path, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String firstLine(InputStream in) throws IOException {
        String all = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        return all.substring(0, Math.max(0, all.indexOf('\r')));
    }
}
