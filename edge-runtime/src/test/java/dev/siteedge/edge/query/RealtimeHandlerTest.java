package dev.siteedge.edge.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.FakeAccess;
import dev.siteedge.edge.http.Listener;
import dev.siteedge.edge.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RealtimeHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-03T10:17:42Z"), ZoneOffset.UTC);
    private static final String SHAPE =
            "data: {'site':'example.com','time':'2026-12-03T10:17:42Z','visitors':7,'minutes':[{'time':'2026-12-03T10:17:42Z',"
                    + "'pageviews':3,'events':4,'sessions':1}],'top':{'path':[{'value':'/','count':3}]}}";

    private final FakeQueries queries = new FakeQueries();
    private Listener listener;

    @BeforeEach
    void start() {
        listener = new Listener("127.0.0.1", 0, null);
        RealtimeHandler handler =
                new RealtimeHandler(queries, new FakeAccess("example.com"), () -> List.of("example.com"), CLOCK);
        listener.serve(List.of(new Route("GET", "/api/realtime", handler)), List.of());
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private HttpURLConnection ask(String method, String query) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(listener.uri() + "/api/realtime" + query).toURL().openConnection();
        connection.setRequestMethod(method);
        return connection;
    }

    private BufferedReader listen() throws IOException {
        return new BufferedReader(
                new InputStreamReader(ask("GET", "?site=example.com").getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void listeners_hearAtOnceAndAgain_andTheSiteIsAskedOnceABeat() throws Exception {
        try (BufferedReader first = listen();
                BufferedReader second = listen()) {
            assertThat(first.readLine()).isEqualTo(SHAPE.replace('\'', '"'));
            assertThat(first.readLine()).isEmpty();
            assertThat(second.readLine()).isEqualTo(SHAPE.replace('\'', '"'));
            assertThat(second.readLine()).isEmpty();
            int before = queries.asked.size();
            assertThat(first.readLine()).isEqualTo(SHAPE.replace('\'', '"'));
            assertThat(second.readLine()).isEqualTo(SHAPE.replace('\'', '"'));
            assertThat(queries.asked.size() - before).as("by two listeners").isLessThanOrEqualTo(2);
        }
    }

    @Test
    void onlyTheHead_isAnsweredAndEnds() throws Exception {
        HttpURLConnection head = ask("HEAD", "");
        assertThat(head.getResponseCode()).isEqualTo(200);
        assertThat(head.getContentType()).isEqualTo("text/event-stream;charset=utf-8");
    }

    @Test
    void siteThatIsNotPublic_withoutAToken_isRefused() throws Exception {
        assertThat(ask("GET", "?site=other.example").getResponseCode()).isIn(401, 403);
    }

    @Test
    void stopped_endsTheStreams() throws Exception {
        try (BufferedReader events = listen()) {
            events.readLine();
            events.readLine();
            listener.close();
            String line = events.readLine();
            while (line != null) {
                line = events.readLine();
            }
        }
    }
}
