package dev.siteedge.edge.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siteedge.edge.event.Allocation;
import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.FakeAccess;
import dev.siteedge.edge.http.HandlerServer;
import dev.siteedge.edge.query.FakeQueries;
import dev.siteedge.edge.query.Queries.Tally;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-03T10:17:42Z"), ZoneOffset.UTC);
    private static final String NOBODY = "{\"variant\":\"control\",\"experiment\":null}";

    private final ExperimentCatalog catalog = Definitions.catalog(
            Definitions.HERO,
            Definitions.HERO.replace("'id':'hero'", "'id':'draft'").replace("'running'", "'draft'"),
            Definitions.HERO.replace("'id':'hero'", "'id':'nobody','coverage':0"),
            Definitions.HERO
                    .replace("'id':'hero'", "'id':'done','winner':'bold'")
                    .replace("'running'", "'stopped'"));
    private final FakeIntake intake = new FakeIntake();
    private final FakeQueries queries = new FakeQueries();
    private final HandlerServer server = serve("*");

    private HandlerServer serve(String publicSite) {
        return new HandlerServer(new ExperimentsHandler(
                () -> catalog,
                new FakeAccess(publicSite),
                intake,
                (site, user) -> Digests.hex(site + "\n" + user, 16),
                unit -> Math.floorMod(unit.hashCode(), 64),
                queries,
                CLOCK));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String allocation(String id, String user) {
        return "/api/experiments/" + id + "/allocation?user=" + user;
    }

    @Test
    void list_isTheEntriesWithStateAndEtag() {
        JsonNode experiments = server.get("/api/experiments").json().path("experiments");

        assertThat(experiments).hasSize(4);
        assertThat(experiments.get(0).path("name").asText()).isEqualTo("Hero copy");
        assertThat(experiments.get(0).path("variants").path(1).path("weight").asInt())
                .isEqualTo(50);
        assertThat(experiments.get(0).path("active").asBoolean()).isTrue();
        assertThat(experiments.get(1).path("active").asBoolean()).isFalse();
        assertThat(experiments.get(0).path("etag").asText()).matches("\"[0-9a-f]{32}\"");
    }

    @Test
    void listAndResults_needReadAccess() {
        try (HandlerServer closed = serve("none")) {
            assertThat(closed.get("/api/experiments").status()).isEqualTo(401);
            assertThat(closed.get("/api/experiments/hero/results").status()).isEqualTo(401);
            assertThat(closed.get("/api/experiments/hero/results").header("WWW-Authenticate"))
                    .isEqualTo("Bearer");
            assertThat(closed.get(allocation("hero", "4711")).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "ada", "%E6%97%A5%E6%9C%AC"})
    void user_getsTheArmOfGrowthBooksHash(String user) {
        String decoded = user.startsWith("%") ? "日本" : user;
        String expected = Bucketing.hash("hero-1", decoded) < 0.5 ? "control" : "bold";

        assertThat(server.get(allocation("hero", user)).body())
                .isEqualTo(("{'variant':'" + expected + "','experiment':{'id':'hero','name':'Hero copy','variant':'"
                                + expected + "'}}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"draft", "none", "nobody"})
    void whoeverIsNotIn_getsControlAndIsNotCounted(String id) {
        assertThat(server.get(allocation(id, "4711")).body()).isEqualTo(NOBODY);
        assertThat(intake.taken).isEmpty();
    }

    @Test
    void stoppedWithWinner_givesItToAllAndCountsNobody() {
        assertThat(server.get(allocation("done", "4711")).body())
                .isEqualTo("{\"variant\":\"bold\",\"experiment\":null}");
        assertThat(intake.taken).isEmpty();
    }

    @Test
    void allocation_isCountedUnderOneIdHoweverOftenItIsAsked() {
        server.get(allocation("hero", "4711"));
        server.get(allocation("hero", "4711"));
        server.get(allocation("hero", "4712"));

        List<Allocation> counted =
                intake.taken.stream().map(routed -> (Allocation) routed.event()).toList();
        assertThat(counted).hasSize(3);
        assertThat(counted.get(0)).isEqualTo(counted.get(1));
        assertThat(counted.get(2).id()).isNotEqualTo(counted.get(0).id());
        assertThat(counted.get(0).id()).hasSizeLessThanOrEqualTo(64);
        assertThat(counted.get(0).unit()).isEqualTo("u:" + Digests.hex("example.com\n4711", 16));
        assertThat(counted.get(0).phase()).isEqualTo(catalog.find("hero").phase());
        assertThat(intake.taken.get(0).shard())
                .isEqualTo(Math.floorMod(counted.get(0).unit().hashCode(), 64));
    }

    @Test
    void peek_isNotCounted() {
        assertThat(server.get(allocation("hero", "4711") + "&peek=1").body())
                .isEqualTo(server.get(allocation("hero", "4711")).body());
        assertThat(intake.taken).hasSize(1);
    }

    @Test
    void overload_isA503ThatSaysWhenToComeBack() {
        intake.overloaded = true;

        Answer answer = server.get(allocation("hero", "4711"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.json().path("error").asText()).isEqualTo("overloaded");
    }

    @Test
    void missingOrOversizedUser_isA400() {
        assertThat(server.get("/api/experiments/hero/allocation").status()).isEqualTo(400);
        assertThat(server.get(allocation("hero", "%20")).status()).isEqualTo(400);
        assertThat(server.get(allocation("hero", "x".repeat(256))).status()).isEqualTo(200);
        assertThat(server.get(allocation("hero", "x".repeat(257))).status()).isEqualTo(400);
        assertThat(server.get(allocation("hero", "%ff%fe")).status()).isLessThan(500);
    }

    @Test
    void results_haveTheShapeOfTheContract() {
        queries.tallies = Map.of("control", new Tally(1000, 0, 100), "bold", new Tally(1000, 10, 150));

        JsonNode results = server.get("/api/experiments/hero/results").json();

        assertThat(results.fieldNames())
                .toIterable()
                .containsExactly("id", "phase", "unit", "goal", "srm", "verdict", "variants");
        assertThat(results.path("goal").asText()).isEqualTo("signup");
        assertThat(results.path("unit").asText()).isEqualTo("visitor-day");
        assertThat(results.path("srm").path("ok").asBoolean()).isTrue();
        assertThat(results.path("verdict").path("code").asText()).isEqualTo("winner");
        JsonNode bold = results.path("variants").path("bold");
        assertThat(bold.fieldNames())
                .toIterable()
                .containsExactly(
                        "exposures",
                        "allocations",
                        "conversions",
                        "rate",
                        "interval",
                        "lift",
                        "pValue",
                        "pAlwaysValid",
                        "chanceToWin");
        assertThat(bold.path("rate").asDouble()).isEqualTo(0.15);
        assertThat(bold.path("lift").asDouble()).isBetween(0.4999, 0.5001);
        assertThat(bold.path("interval")).hasSize(2);
        assertThat(bold.path("chanceToWin").asDouble()).isGreaterThan(0.99);
        assertThat(results.path("variants").path("control").path("pValue").isNull())
                .isTrue();
        assertThat(queries.asked)
                .containsExactly(
                        List.of("example.com", "hero", catalog.find("hero").phase(), "signup"));
    }

    @Test
    void resultsWithoutCounts_areNullNotNaN() {
        JsonNode results =
                server.get("/api/experiments/hero/results?goal=/thanks/").json();

        assertThat(results.path("goal").asText()).isEqualTo("/thanks/");
        assertThat(results.path("verdict").path("code").asText()).isEqualTo("no_data");
        assertThat(results.path("srm").path("p").isNull()).isTrue();
        assertThat(results.path("variants").path("bold").path("rate").isNull()).isTrue();
        assertThat(results.path("variants").path("bold").path("exposures").asInt())
                .isZero();
    }

    @Test
    void unevenSplit_blocksTheVerdict() {
        queries.tallies = Map.of("control", new Tally(1000, 0, 100), "bold", new Tally(1300, 0, 200));

        JsonNode results = server.get("/api/experiments/hero/results").json();

        assertThat(results.path("srm").path("ok").asBoolean()).isFalse();
        assertThat(results.path("verdict").path("code").asText()).isEqualTo("sample_ratio_mismatch");
    }

    @Test
    void unknownExperimentOrGoal_namesTheKnown() {
        assertThat(server.get("/api/experiments/none/results").status()).isEqualTo(404);
        Answer goal = server.get("/api/experiments/hero/results?goal=none");
        assertThat(goal.status()).isEqualTo(400);
        assertThat(goal.json().path("message").asText()).contains("signup, /thanks/");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/api/experiments/hero,405",
        "DELETE,/api/experiments/hero,405",
        "POST,/api/experiments,405",
        "POST,/api/experiments/hero/conversions,404",
        "GET,/api/experimentsx,404"
    })
    void whatIsNotThere_isRefusedCleanly(String method, String path, int status) {
        assertThat(server.ask(method, path, "Content-Length: 0").status()).isEqualTo(status);
    }
}
