package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server on a free port in the edge's place, which answers what a test wants. */
class EdgeCheckTest {
    private static final String START = " Start the edge, or mend the address in _config.yml.";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;

    EdgeCheckTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void siteThatNamesNoEdge_asksNobody() throws IOException {
        assertThat(lines("", null)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void experimentsThatAreThere_areFine() throws IOException {
        assertThat(lines("feature_flags: {experiments_url: '" + url("/api/experiments") + "'}\n", "secret"))
                .isEmpty();
        assertThat(asked).containsExactly("GET /api/experiments Bearer secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 405})
    void collectorThatAnswers_isFineAndGetsNoEvent(int answer) throws IOException {
        status = answer;

        assertThat(lines("site_edge: {tracker: {api: '" + url("/api/event") + "'}}\n", "secret"))
                .isEmpty();
        assertThat(asked).containsExactly("OPTIONS /api/event null");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void collectorThatIsNone_losesEvents(int answer) throws IOException {
        status = answer;
        String url = url("/api/event");

        assertThat(lines("site_edge: {tracker: {api: '" + url + "'}}\n", null))
                .containsExactly("WARN edge: site_edge.tracker.api answers " + answer + ", so that events are lost: "
                        + url + "." + START);
    }

    @Test
    void nobodyThere_isAWarning() throws IOException {
        String url = url("/api/experiments");
        server.stop(0);

        assertThat(lines("feature_flags: {experiments_url: '" + url + "'}\n", null))
                .singleElement()
                .asString()
                .matches(
                        "WARN edge: feature_flags\\.experiments_url is not reachable \\(.+\\), so that builds go on with the"
                                + " last answer or _data alone: \\Q" + url + "." + START + "\\E");
    }

    @Test
    void hostWithoutAnAddress_isSaidToBeUnknown() throws IOException {
        assertThat(lines("site_edge: {tracker: {api: 'https://edge.invalid/api/event'}}\n", null))
                .singleElement()
                .asString()
                .startsWith("WARN edge: site_edge.tracker.api is not reachable (the host is unknown), so that ");
    }

    @Test
    void serverThatNeverAnswers_isGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/api/event";

            assertThat(lines("site_edge: {tracker: {api: '" + url + "'}}\n", null))
                    .singleElement()
                    .asString()
                    .startsWith("WARN edge: site_edge.tracker.api is not reachable (");
        }
    }

    @Test
    void tokenThatIsRefused_isAnError() throws IOException {
        status = 401;
        String url = url("/api/experiments");

        assertThat(lines("feature_flags: {experiments_url: '" + url + "'}\n", null))
                .containsExactly(
                        "ERROR edge: feature_flags.experiments_url answers 401 and SITE_EDGE_TOKEN is not set: " + url
                                + ". Create a token with `site-edge-runtime.jar token create --scope read`.");
    }

    @Test
    void addressThatIsNone_isAnError() throws IOException {
        assertThat(lines("site_edge: {tracker: {api: 'edge.example'}}\n", null))
                .containsExactly(
                        "ERROR edge: _config.yml: site_edge.tracker.api is wrong: edge.example; it must be an https or"
                                + " http URL. Write it as https://example.com/api/…");
    }

    @Test
    void refusalThatTheBuildMet_isSaidHere() throws IOException {
        String line = "SITE_EDGE_TOKEN is wrong: 127.0.0.1 answered 401 and it is set.";
        SickSite site = new SickSite(folder)
                .source("_config.yml", "feature_flags: {experiments_url: '" + url("/api/experiments") + "'}\n");

        assertThat(SickSite.lines(check("x"), site.failed(line))).containsExactly("ERROR edge: " + line);
    }

    private List<String> lines(String config, @Nullable String token) throws IOException {
        return SickSite.lines(
                check(token), new SickSite(folder).source("_config.yml", config).built());
    }

    private static EdgeCheck check(@Nullable String token) {
        return new EdgeCheck(new EdgeProbe(token, Duration.ofMillis(1_500)));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
