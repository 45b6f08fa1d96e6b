package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.shard.OverloadedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class EventHandlerTest {
    private static final String PAGEVIEW = "{\"id\":\"e1\",\"type\":\"pageview\",\"path\":\"/thanks/\"}";
    private static final String HEAD = """
            POST /api/event
            Host: example.com
            Origin: https://example.com
            Test-Peer: 192.0.2.1
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            """;

    @TempDir
    Path folder;

    private CollectorServer server;
    private FakeIntake intake;

    @BeforeEach
    void start() throws Exception {
        server = new CollectorServer(folder, 3);
        intake = server.intake;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void pageview_isLoggedWithItsGoalAndAnswered202() throws Exception {
        HttpTester.Response answer = server.send(HEAD, PAGEVIEW);

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getContent()).isEqualTo("ok");
        assertThat(answer.get("x-site-edge-dropped")).isNull();
        assertThat(intake.events()).hasSize(2);
        Pageview pageview = (Pageview) intake.events().get(0);
        assertThat(pageview.id()).isEqualTo("e1");
        assertThat(pageview.site()).isEqualTo("example.com");
        assertThat(pageview.path()).isEqualTo("/thanks/");
        assertThat(pageview.device().browser()).isEqualTo("Firefox");
        GoalReached goal = (GoalReached) intake.events().get(1);
        assertThat(goal.unit()).isEqualTo("v:%016x".formatted(pageview.visitor().hash()));
    }

    @Test
    void lookAtAForcedVariant_isMarkedAndNoGoal() throws Exception {
        server.send(HEAD, PAGEVIEW.replace("/thanks/", "/thanks/?site-edge-variant=hero.bold&site-edge-token=x"));

        assertThat(intake.events()).singleElement().isInstanceOfSatisfying(Pageview.class, pageview -> {
            assertThat(pageview.path()).isEqualTo("/thanks/");
            assertThat(pageview.props()).containsEntry("forced", "true");
            assertThat(pageview.toString()).doesNotContain("token");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Purpose: prefetch;prerender",
                "Sec-Purpose: prefetch",
                "Purpose: prefetch",
                "X-Moz: prefetch"
            })
    void pageThatIsOnlyFetchedAhead_isNotCounted(String header) throws Exception {
        HttpTester.Response answer = server.send(HEAD + header, PAGEVIEW);

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.get("x-site-edge-dropped")).isEqualTo("prefetch");
        assertThat(intake.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"6000,", "0,arm_mismatch", "abc,any", "99999,any", "-1,any"})
    void bucketNamedByAStaticPage_decidesAsItsCookieWould(String bucket, String dropped) throws Exception {
        String body = "{\"type\":\"exposure\",\"experiments\":{\"hero\":\"bold\",\"se_bucket\":\"" + bucket + "\"}}";
        HttpTester.Response answer = server.send(HEAD, body);

        assertThat(answer.getStatus()).isEqualTo(202);
        if (!"any".equals(dropped)) {
            assertThat(answer.get("x-site-edge-dropped")).isEqualTo(dropped);
            assertThat(intake.events()).hasSize(dropped == null ? 1 : 0);
        }
        assertThat(intake.events().toString()).doesNotContain("se_bucket");
    }

    @Test
    void factsOfOneUnit_meetInOneShard() throws Exception {
        server.send(HEAD, PAGEVIEW);
        server.send(HEAD + "Cookie: se_bucket=6000", "{\"type\":\"exposure\",\"experiments\":{\"hero\":\"bold\"}}");

        Routed goal = intake.submitted().get(1);
        Routed exposure = intake.submitted().get(2);
        assertThat(((GoalReached) goal.event()).unit()).isEqualTo(((Exposure) exposure.event()).unit());
        assertThat(goal.shard()).isEqualTo(exposure.shard());
    }

    @Test
    void nothingOfAddressOrUserAgent_isInTheEvents() throws Exception {
        server.send(
                HEAD, "{\"type\":\"event\",\"path\":\"/?token=secret\",\"action\":\"signup\",\"userId\":\"alice\"}");

        assertThat(intake.events().toString())
                .doesNotContain("192.0.2.1")
                .doesNotContain("Gecko")
                .doesNotContain("alice")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"
            })
    void anyContentType_isRead(String type) throws Exception {
        assertThat(server.send(HEAD + "Content-Type: " + type, PAGEVIEW).getStatus())
                .isEqualTo(202);
        assertThat(intake.events()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpc            | Sec-GPC: 1
            dnt            | DNT: 1
            unknown_site   | X-Site: none
            bot            | User-Agent: curl/8.0
            """)
    void unwanted_isDroppedWithItsReason(String reason, String header) throws Exception {
        String head = reason.equals("bot") ? HEAD.replaceFirst("User-Agent:.*\n", header + "\n") : HEAD + header;
        String body =
                reason.equals("unknown_site") ? PAGEVIEW.replace("{\"id\"", "{\"site\":\"x.com\",\"id\"") : PAGEVIEW;

        HttpTester.Response answer = server.send(head, body);

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getContent()).isEqualTo("ok");
        assertThat(answer.get("x-site-edge-dropped")).isEqualTo(reason);
        assertThat(intake.submitted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bold,4999,arm_mismatch", "bold,9000,not_in_experiment"})
    void exposureOfAnotherArm_isDropped(String variant, int bucket, String reason) throws Exception {
        HttpTester.Response answer = server.send(
                HEAD + "Cookie: se_bucket=" + bucket,
                "{\"type\":\"exposure\",\"experiments\":{\"hero\":\"" + variant + "\"}}");

        assertThat(answer.get("x-site-edge-dropped")).isEqualTo(reason);
        assertThat(intake.submitted()).isEmpty();
    }

    @Test
    void bodyAtItsLimit_isRead_oneMoreByteIsNot() throws Exception {
        String start = PAGEVIEW.replace("}", ",\"x\":\"");
        String fitting = start + "y".repeat(65_536 - start.length() - 2) + "\"}";

        assertThat(server.send(HEAD, fitting).getStatus()).isEqualTo(202);
        HttpTester.Response refused = server.send(HEAD, fitting + " ");
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.getContent())
                .contains("\"error\":\"body_too_large\"")
                .contains("65536");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "a=b&c=d", "[1]", "{\"type\":"})
    void notAnEvent_400(String body) throws Exception {
        HttpTester.Response answer = server.send(HEAD, body);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContent()).contains("\"error\":\"not_json\"");
        assertThat(intake.submitted()).isEmpty();
    }

    @Test
    void notUtf8_400() throws Exception {
        byte[] body = PAGEVIEW.replace("thanks", "d\u00fc").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(server.send(HEAD, body).getContent()).contains("\"error\":\"not_utf8\"");
    }

    @Test
    void overloaded_503WithRetryAfter() throws Exception {
        intake.answerWith(CompletableFuture.failedFuture(new OverloadedException("The log is full.", 7)));

        HttpTester.Response answer = server.send(HEAD, PAGEVIEW);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.get("Retry-After")).isEqualTo("7");
        assertThat(answer.getContent()).contains("\"error\":\"overloaded\"").contains("The log is full.");
    }

    @Test
    void logFails_500WithoutAWordOnTheInside() throws Exception {
        intake.answerWith(CompletableFuture.failedFuture(new IllegalStateException("/var/lib/secret")));

        HttpTester.Response answer = server.send(HEAD, PAGEVIEW);

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getContent()).doesNotContain("secret");
    }

    @Test
    void notOnDiskYet_notAnswered() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        intake.answerWith(disk);
        CompletableFuture<HttpTester.Response> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return server.send(HEAD, PAGEVIEW);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (intake.submitted().isEmpty()) {
            Thread.sleep(1); // ends with the test's time limit
        }
        assertThat(answer).isNotDone();

        disk.complete(null);

        assertThat(answer.get().getStatus()).isEqualTo(202);
    }

    @Test
    void oneTooManyInAMinute_429() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(server.send(HEAD, PAGEVIEW).getStatus()).isEqualTo(202);
        }
        assertThat(server.send(HEAD, PAGEVIEW).getStatus()).isEqualTo(429);
    }

    @Test
    void sameVisitorNextDay_isAnother() throws Exception {
        server.send(HEAD, PAGEVIEW);
        server.clock.set("2026-03-11T12:00:00Z");
        server.send(HEAD, PAGEVIEW);

        List<Event> pageviews =
                intake.events().stream().filter(Pageview.class::isInstance).toList();
        assertThat(((Pageview) pageviews.get(0)).visitor().hash())
                .isNotEqualTo(((Pageview) pageviews.get(1)).visitor().hash());
        assertThat(intake.submitted().get(0).shard())
                .as("traffic stays in its shard")
                .isEqualTo(intake.submitted().get(2).shard());
    }
}
