package dev.siteedge.edge.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.FakeAccess;
import dev.siteedge.edge.http.HandlerServer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-03T10:17:42Z"), ZoneOffset.UTC);

    private final FakeQueries queries = new FakeQueries();
    private final HandlerServer server = serve("*", "example.com");

    private HandlerServer serve(String publicSite, String... sites) {
        return new HandlerServer(
                new MetricsHandler(queries, new FakeAccess(publicSite), () -> List.of(sites), CLOCK, 2));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answer_hasTheShapeOfTheContract() {
        Answer answer = server.get("/api/metrics?range=30m");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body())
                .isEqualTo("{'site':'example.com','from':'2026-12-03T09:48:00Z','to':'2026-12-03T10:18:00Z',"
                                .replace('\'', '"')
                        + ("'granularity':'minute','complete':true,"
                                        + "'pageviews':[{'time':'2026-12-03T09:48:00Z','count':3}],"
                                        + "'events':[{'time':'2026-12-03T09:48:00Z','count':3}],"
                                        + "'sessions':[{'time':'2026-12-03T09:48:00Z','count':3}],"
                                        + "'summary':{'pageviews':3,'events':4,'sessions':1,'visitors':2},"
                                        + "'visits':{'bounceRate':1.0,'durationSeconds':1.5}}")
                                .replace('\'', '"'));
    }

    @Test
    void incompleteAnswer_saysWhatIsMissing() {
        queries.missing = List.of("v1/a.parquet");

        assertThat(server.get("/api/metrics").json().path("complete").asBoolean())
                .isFalse();
        assertThat(server.get("/api/metrics").json().path("missing").path(0).asText())
                .isEqualTo("v1/a.parquet");
    }

    @Test
    void timezone_setsBucketsAndOffsets() {
        Answer answer = server.get("/api/metrics?range=30d&timezone=Europe/Berlin&filters=visit:os%3D%3DLinux");

        assertThat(answer.json().path("from").asText()).isEqualTo("2026-11-04T00:00:00+01:00");
        MetricsQuery asked = (MetricsQuery) queries.asked.get(0);
        assertThat(asked.filters()).containsExactly(new Filter("visit:os", false, List.of("Linux")));
        assertThat(asked.zone().getId()).isEqualTo("Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource({
        "range=1y,bad_range,'30m, 24h, 7d, 30d'",
        "granularity=week,bad_granularity,'minute, hour, day'",
        "timezone=Mars,bad_timezone,Europe/Berlin",
        "from=now,bad_from,2026-12-01T00:00:00Z",
        "to=2026-01-01,bad_from,needed with to",
        "from=2026-01-02&to=2026-01-01,bad_from,before to",
        "from=2026-01-01&range=7d,bad_range,either range",
        "filters=x,bad_filters,event:page",
        "range=30d&granularity=minute,bad_granularity,10000"
    })
    void wrongValue_isA400WithTheChoices(String query, String code, String choices) {
        Answer answer = server.get("/api/metrics?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(code);
        assertThat(answer.json().path("message").asText()).contains(choices);
        assertThat(queries.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "site=%c3%28", "range=%zz"})
    void brokenQueryString_isNoServerError(String query) {
        assertThat(server.get("/api/metrics?" + query).status()).isLessThan(500);
    }

    @Test
    void severalSites_mustBeNamed() {
        queries.sites = List.of("other.org");

        Answer answer = server.get("/api/metrics");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains("known sites: example.com, other.org");
        assertThat(server.get("/api/metrics?site=other.org").json().path("site").asText())
                .isEqualTo("other.org");
    }

    @Test
    void stranger_learnsNothingOfPrivateSites() {
        queries.sites = List.of("private.org");
        try (HandlerServer closed = serve("public.org", "public.org")) {
            assertThat(closed.get("/api/metrics?site=private.org").status()).isEqualTo(401);
            assertThat(closed.get("/api/metrics").status()).isEqualTo(401);
            assertThat(closed.get("/api/metrics").body()).doesNotContain("private.org");
            assertThat(closed.get("/api/metrics?site=public.org").status()).isEqualTo(200);
            assertThat(closed.get("/api/sites").body()).isEqualTo("{\"sites\":[\"public.org\"]}");
            assertThat(closed.get("/api/sites", "Authorization: Bearer secret").body())
                    .isEqualTo("{\"sites\":[\"public.org\",\"private.org\"]}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event:page", "visit:entry_page", "visit:exit_page", "visit:utm_term"})
    void top_knowsTheProperty(String property) {
        assertThat(server.get("/api/top?property=" + property)
                        .json()
                        .at("/results/0/value")
                        .asText())
                .isEqualTo(property + " 10");
    }

    @Test
    void top_asksForPropertyAndLimit() {
        Answer answer = server.get("/api/top?property=visit:source&limit=7&range=7d");

        assertThat(answer.json().path("property").asText()).isEqualTo("visit:source");
        assertThat(answer.json().path("results").path(0).toString())
                .isEqualTo("{\"value\":\"visit:source 7\",\"visitors\":3,\"pageviews\":2,\"events\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "property=x", "property=visit:os&limit=0", "property=visit:os&limit=1001"})
    void wrongTop_isA400(String query) {
        assertThat(server.get("/api/top?" + query).status()).isEqualTo(400);
    }

    @Test
    void otherMethodsAndPaths_areNotAnswered() {
        assertThat(server.ask("POST", "/api/metrics", "Content-Length: 0").status())
                .isEqualTo(405);
        assertThat(server.get("/api/metricsx").status()).isEqualTo(404);
    }
}
