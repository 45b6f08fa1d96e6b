package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.shard.OverloadedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
class BatchHandlerTest {
    private static final String HEAD = """
            POST /api/events
            Host: example.com
            Origin: https://example.com
            Test-Peer: 192.0.2.1
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
            """;
    private static final String MAY_WRITE = HEAD + "Authorization: Bearer secret\n";
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path folder;

    private CollectorServer server;
    private FakeIntake intake;

    @BeforeEach
    void start() throws Exception {
        server = new CollectorServer(folder, 1_200);
        intake = server.intake;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static String view(int id) {
        return "{\"id\":\"e" + id + "\",\"type\":\"pageview\",\"path\":\"/" + id + "\"}";
    }

    private static String views(int count, String separator) {
        return IntStream.rangeClosed(1, count).mapToObj(BatchHandlerTest::view).collect(Collectors.joining(separator));
    }

    private static String at(Object timestamp) {
        return view(1).replace("}", ",\"timestamp\":" + timestamp + "}");
    }

    private static JsonNode json(HttpTester.Response answer) throws Exception {
        return JsonMapper.builder().build().readTree(answer.getContent());
    }

    private static List<String> statuses(JsonNode answer) {
        List<String> statuses = new ArrayList<>();
        for (JsonNode result : answer.get("results")) {
            String detail =
                    result.path("reason").asText("") + result.path("error").asText("");
            statuses.add((result.get("status").asText() + " " + detail).strip());
        }
        return statuses;
    }

    private List<String> ids() {
        return intake.events().stream().map(Event::id).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json               | [ | , | ]
            text/plain;charset=UTF-8       | [ | , | ]
            application/x-ndjson           |   | \\n |
            application/x-ndjson;charset=utf-8 | | \\r\\n | \\n
            application/jsonl              |   | \\n\\n | \\n\\n
            text/plain                     | \\n | \\n | \\n
            """)
    void arrayOrLines_eachIsLoggedWithOneSubmit(String type, String start, String separator, String end)
            throws Exception {
        String body = text(start) + views(3, text(separator)) + text(end);
        HttpTester.Response answer = server.send(HEAD + "Content-Type: " + type, body);

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.get("Content-Type")).startsWith("application/json");
        assertThat(statuses(json(answer))).containsExactly("accepted", "accepted", "accepted");
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(3);
        assertThat(ids()).containsExactly("e1", "e2", "e3");
        assertThat(intake.calls()).isEqualTo(1);
        Pageview first = (Pageview) intake.events().get(0);
        assertThat(first.site()).isEqualTo("example.com");
        assertThat(first.device().browser()).isEqualTo("Firefox");
        assertThat(intake.submitted()).extracting(Routed::at).containsOnlyNulls();
    }

    private static String text(String escaped) {
        return escaped == null ? "" : escaped.replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void everyLine_isJudgedOnItsOwn_asTheSingleEventIs() throws Exception {
        List<String> lines = List.of(
                view(1),
                "nonsense",
                "{\"type\":\"pageview\"}",
                "{\"type\":\"pageview\",\"path\":7}",
                view(2).replace("{", "{\"site\":\"unknown.org\","),
                "7",
                "[" + view(9) + "]",
                "{\"type\":\"pageview\",\"path\":\"/" + "x".repeat(2_048) + "\"}",
                "{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}",
                "{\"x\":\"" + "y".repeat(65_536) + "\"}",
                view(3) + view(4),
                view(5));

        HttpTester.Response answer = server.send(HEAD, String.join("\n", lines));

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(statuses(json(answer)))
                .containsExactly(
                        "accepted",
                        "error not_json",
                        "error missing_path",
                        "error wrong_type",
                        "dropped unknown_site",
                        "error not_json",
                        "error not_json",
                        "error path_too_long",
                        "error too_deep",
                        "error event_too_long",
                        "error not_json",
                        "accepted");
        assertThat(json(answer).get("results").get(2).get("message").asText()).contains("path is missing");
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(2);
        assertThat(json(answer).get("dropped").asInt()).isEqualTo(1);
        assertThat(json(answer).get("errors").asInt()).isEqualTo(9);
        assertThat(ids()).containsExactly("e1", "e5");
    }

    @Test
    void elementsOfAnArray_areJudgedOnTheirOwn_too() throws Exception {
        String deep = "{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}";
        String body = "[ " + view(1) + ", 7, \"text\", null, 1.5e3 ,[], {}, " + deep + "," + view(2) + "\n]\n";

        JsonNode answer = json(server.send(HEAD, body));

        assertThat(statuses(answer))
                .containsExactly(
                        "accepted",
                        "error not_json",
                        "error not_json",
                        "error not_json",
                        "error not_json",
                        "error not_json",
                        "error missing_type",
                        "error too_deep",
                        "accepted");
        assertThat(ids()).containsExactly("e1", "e2");
    }

    @Test
    void lineThatIsNotUtf8_isNamedAndTheOthersAreLogged() throws Exception {
        byte[] bad = view(1).replace("/1", "/\u00fc").getBytes(StandardCharsets.ISO_8859_1);
        byte[] good = ("\n" + view(2).replace("/2", "/\u00fc")).getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[bad.length + good.length];
        System.arraycopy(bad, 0, body, 0, bad.length);
        System.arraycopy(good, 0, body, bad.length, good.length);

        assertThat(statuses(json(server.send(HEAD, body)))).containsExactly("error not_utf8", "accepted");
        assertThat(((Pageview) intake.events().get(0)).path()).isEqualTo("/\u00fc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[|not_a_batch",
                "[{}|not_a_batch",
                "[{\"a\":}]|not_a_batch",
                "[]|empty_batch",
                "[1][2]|not_a_batch",
                "[1]x|not_a_batch",
                "' '|empty_batch",
                "''|empty_batch",
            })
    void bodyThatIsNoBatch_400AndNothingIsLogged(String body, String error) throws Exception {
        HttpTester.Response answer = server.send(HEAD, body);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isEqualTo(error);
        assertThat(json(answer).get("message").asText()).isNotEmpty();
        assertThat(intake.calls()).isZero();
    }

    @Test
    void arrayNestedWithoutEnd_400() throws Exception {
        assertThat(server.send(HEAD, "[".repeat(100_000)).getStatus()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
    void arrayInAnotherEncoding_400(String charset) throws Exception {
        byte[] body = ("[" + view(1) + "]").getBytes(Charset.forName(charset));

        assertThat(server.send(HEAD, body).getStatus()).isEqualTo(400);
        assertThat(intake.calls()).isZero();
    }

    @Test
    void noLineIsAnEvent_400WithTheResults() throws Exception {
        HttpTester.Response answer = server.send(HEAD, "a\nb");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isEqualTo("no_event");
        assertThat(statuses(json(answer))).containsExactly("error not_json", "error not_json");
    }

    @Test
    void everyLineDropped_202() throws Exception {
        HttpTester.Response answer = server.send(HEAD + "Sec-GPC: 1", views(2, "\n"));

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(statuses(json(answer))).containsExactly("dropped gpc", "dropped gpc");
        assertThat(intake.calls()).isZero();
        assertThat(statuses(json(server.send(HEAD + "Purpose: prefetch", view(1)))))
                .containsExactly("dropped prefetch");
    }

    @Test
    void thousandEvents_areTaken_oneMoreIsNot() throws Exception {
        assertThat(server.send(MAY_WRITE, views(1_000, "\n")).getStatus()).isEqualTo(202);
        assertThat(ids()).hasSize(1_000);

        for (String body : List.of(views(1_001, "\n"), "[" + views(1_001, ",") + "]")) {
            HttpTester.Response refused = server.send(MAY_WRITE, body);
            assertThat(refused.getStatus()).isEqualTo(413);
            assertThat(json(refused).get("error").asText()).isEqualTo("too_many_events");
        }
        assertThat(intake.calls()).isEqualTo(1);
    }

    @Test
    void bodyAtItsLimit_isRead_oneMoreByteIsNot() throws Exception {
        String fitting = view(1) + "\n".repeat((8 << 20) - view(1).length());

        assertThat(server.send(HEAD, fitting).getStatus()).isEqualTo(202);
        assertThat(server.send(HEAD, fitting + "\n").getStatus()).isEqualTo(413);
    }

    @Test
    void rateLimit_countsEventsAndTakesAllOrNone() throws Exception {
        assertThat(server.send(HEAD, views(1_000, "\n")).getStatus()).isEqualTo(202);
        HttpTester.Response refused = server.send(HEAD, views(300, "\n"));
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.get("Retry-After")).isEqualTo("60");
        assertThat(server.send(HEAD, views(150, "\n")).getStatus()).isEqualTo(202);
        assertThat(ids()).hasSize(1_150);
        for (int i = 0; i < 3; i++) {
            assertThat(server.send(MAY_WRITE, views(1_000, "\n")).getStatus())
                    .as("a token that may write")
                    .isEqualTo(202);
        }
    }

    @Test
    void overloaded_503WithRetryAfterAndNoResults() throws Exception {
        intake.answerWith(CompletableFuture.failedFuture(new OverloadedException("The log is full.", 7)));

        HttpTester.Response answer = server.send(HEAD, views(2, "\n"));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.get("Retry-After")).isEqualTo("7");
        assertThat(json(answer).get("error").asText()).isEqualTo("overloaded");
        assertThat(json(answer).has("results")).isFalse();
    }

    @Test
    void moreThanThereIsRoomFor_isRefusedBeforeAnyEventIsLookedAt() throws Exception {
        intake.setRoom(1);

        HttpTester.Response answer = server.send(HEAD, "no event\n" + view(1));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.get("Retry-After")).isEqualTo("1");
        assertThat(json(answer).get("error").asText()).isEqualTo("overloaded");
        assertThat(intake.calls()).isZero();
        assertThat(server.send(HEAD, view(1)).getStatus()).isEqualTo(202);
    }

    @Test
    void timestamp_withATokenThatMayWrite_isLogged() throws Exception {
        long late = NOW.minus(Duration.ofHours(24)).toEpochMilli();

        server.send(
                MAY_WRITE,
                String.join(
                        "\n",
                        at(late),
                        at("\"2026-03-10T13:00:00+02:00\""),
                        at("\"2026-03-10T11:59:59.5Z\""),
                        at(NOW.toEpochMilli() + 5_000),
                        at("null")));

        assertThat(intake.submitted())
                .extracting(Routed::at)
                .containsExactly(
                        late,
                        NOW.minus(Duration.ofHours(1)).toEpochMilli(),
                        NOW.toEpochMilli() - 500,
                        NOW.toEpochMilli() + 5_000,
                        null);
        List<Long> hashes = intake.events().stream()
                .map(event -> ((Pageview) event).visitor().hash())
                .toList();
        assertThat(hashes.get(1)).isEqualTo(hashes.get(4));
    }

    @Test
    void timestampOfYesterday_isTheVisitorOfYesterday() throws Exception {
        server.clock.set("2026-03-09T20:00:00Z");
        server.send(MAY_WRITE, view(1));
        server.clock.set("2026-03-10T12:00:00Z");
        server.send(MAY_WRITE, at("\"2026-03-09T20:00:01Z\"") + "\n" + view(2));

        List<Long> hashes = intake.events().stream()
                .map(event -> ((Pageview) event).visitor().hash())
                .toList();
        assertThat(hashes.get(1)).isEqualTo(hashes.get(0)).isNotEqualTo(hashes.get(2));
        assertThat(intake.submitted())
                .extracting(Routed::shard)
                .containsOnly(intake.submitted().get(0).shard());
    }

    @Test
    void timestampOfAGoal_isTheGoalsToo() throws Exception {
        server.send(MAY_WRITE, at(NOW.toEpochMilli() - 1).replace("/1", "/thanks/"));

        assertThat(intake.submitted()).extracting(Routed::at).containsOnly(NOW.toEpochMilli() - 1);
        assertThat(intake.events().get(1)).isInstanceOf(GoalReached.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1773144005001|timestamp_in_future",
                "1773057599999|timestamp_too_old",
                "9223372036854775807|timestamp_in_future",
                "-9223372036854775808|timestamp_too_old",
                "92233720368547758070|wrong_timestamp",
                "1.5|wrong_timestamp",
                "true|wrong_timestamp",
                "{}|wrong_timestamp",
                "\"yesterday\"|wrong_timestamp",
                "\"2026-03-10T11:00:00\"|wrong_timestamp",
                "\"+999999999-12-31T23:59:59Z\"|wrong_timestamp",
            })
    void timestampThatIsNone_isAnErrorOfItsLine(String timestamp, String error) throws Exception {
        JsonNode answer = json(server.send(MAY_WRITE, at(timestamp) + "\n" + view(2)));

        assertThat(statuses(answer)).containsExactly("error " + error, "accepted");
        assertThat(ids()).containsExactly("e2");
    }

    @Test
    void timestampWithoutAToken_isAnErrorOfItsLine() throws Exception {
        JsonNode answer = json(server.send(HEAD, at(NOW.toEpochMilli() - 1) + "\n" + view(2)));

        assertThat(statuses(answer)).containsExactly("error token_missing", "accepted");
    }

    @Test
    void singleEvent_ignoresItsTimestampAlsoWithAToken() throws Exception {
        String single = MAY_WRITE.replace("/api/events", "/api/event");

        assertThat(server.send(single, at("{\"what\":[\"ever\"]}")).getStatus()).isEqualTo(202);
        assertThat(server.send(single, at(1)).getStatus()).isEqualTo(202);
        assertThat(intake.submitted()).extracting(Routed::at).containsOnlyNulls();
    }
}
