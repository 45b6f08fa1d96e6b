package dev.siteedge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.Test;

class CrossOriginTest {
    private static final List<Route> ROUTES = List.of(
            new Route("POST", "/api/event", new Answering(request -> "ok")),
            new Route("GET", "/api/fails", new Answering(request -> {
                throw new HttpProblem(401, "token_required", "A token is needed.");
            })));
    private static final String PREFLIGHT = """
            OPTIONS /api/event
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: content-type
            Origin:\s""";

    @Test
    void allowedOrigin_mayReadAnswers_failuresToo() throws Exception {
        try (LocalServer server = new LocalServer(ROUTES, "https://a.com")) {
            HttpTester.Response preflight = server.send(PREFLIGHT + "https://a.com", "");
            assertThat(preflight.getStatus()).isEqualTo(200);
            assertThat(preflight.get("Access-Control-Allow-Origin")).isEqualTo("https://a.com");
            assertThat(preflight.get("Access-Control-Allow-Methods")).contains("POST");
            assertThat(preflight.get("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");

            HttpTester.Response answer = server.send("POST /api/event\nOrigin: https://a.com", "{}");
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.get("Access-Control-Allow-Origin")).isEqualTo("https://a.com");
            HttpTester.Response failure = server.send("GET /api/fails\nOrigin: https://a.com", "");
            assertThat(failure.getStatus()).isEqualTo(401);
            assertThat(failure.get("Access-Control-Allow-Origin")).isEqualTo("https://a.com");
        }
    }

    @Test
    void otherOrigin_isServedButMayNotRead() throws Exception {
        try (LocalServer server = new LocalServer(ROUTES, "https://a.com")) {
            for (String origin :
                    List.of("https://b.com", "https://axcom", "https://a.com.b.com", "http://a.com", "null")) {
                HttpTester.Response answer = server.send("POST /api/event\nOrigin: " + origin, "{}");
                assertThat(answer.getStatus()).as(origin).isEqualTo(200);
                assertThat(answer.get("Access-Control-Allow-Origin")).as(origin).isNull();
                HttpTester.Response preflight = server.send(PREFLIGHT + origin, "");
                assertThat(preflight.get("Access-Control-Allow-Origin"))
                        .as(origin)
                        .isNull();
            }
        }
    }

    @Test
    void noAllowedOrigin_noCorsAtAll() throws Exception {
        try (LocalServer server = new LocalServer(ROUTES)) {
            HttpTester.Response preflight = server.send(PREFLIGHT + "https://a.com", "");
            assertThat(preflight.getStatus()).isEqualTo(405);
            assertThat(preflight.get("Access-Control-Allow-Origin")).isNull();
        }
    }
}
