package dev.siteedge.edge.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siteedge.edge.event.Revenue;
import dev.siteedge.edge.http.HttpProblem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyParserTest {
    private static final String START = "{\"type\":\"event\",\"path\":\"/\",\"action\":\"a\",";
    private final BodyParser parser = new BodyParser();

    @Test
    void everyField_isRead() {
        Body body = parse("""
                {"id":"e1","site":"Example.COM","type":"event","path":"/a%20b/?utm_source=News+Letter&utm_medium=e-mail\
                &gclid=secret&ref=x","referrer":"https://x.com/y","category":"c","action":"a","label":"l","value":1.5,\
                "props":{"n":1,"b":true,"t":"x","skipped":null},"revenue":{"amount":"9.50","currency":"eur"},\
                "sessionId":"s","userId":"u","experiments":{"hero":"bold"},"timestamp":{"ignored":[1]},"unknown":[{}]}
                """);

        assertThat(body)
                .isEqualTo(new Body(
                        "e1",
                        "example.com",
                        Body.Type.EVENT,
                        new PagePath("/a b/", Map.of("utm_source", "News Letter", "utm_medium", "e-mail", "ref", "x")),
                        "https://x.com/y",
                        "c",
                        "a",
                        "l",
                        1.5,
                        new Revenue(new BigDecimal("9.5"), "EUR"),
                        Map.of("n", "1", "b", "true", "t", "x"),
                        "s",
                        "u",
                        Map.of("hero", "bold"),
                        null));
    }

    @Test
    void nulls_areAsLeftOut() {
        Body body = parse("{\"type\":\"pageview\",\"path\":\"/\",\"id\":null,\"site\":null,\"referrer\":null,"
                + "\"value\":null,\"props\":null,\"revenue\":null,\"sessionId\":null,\"experiments\":null}");

        assertThat(body.id()).hasSize(36);
        assertThat(body.site()).isEmpty();
        assertThat(body.value()).isNull();
        assertThat(body.sessionId()).isNull();
    }

    @Test
    void noId_everyEventGetsItsOwn() {
        String pageview = "{\"type\":\"pageview\",\"path\":\"/\"}";

        assertThat(parse(pageview).id()).isNotEqualTo(parse(pageview).id());
    }

    @Test
    void experimentIdAndVariant_areAnExperiment() {
        assertThat(parse("{\"type\":\"exposure\",\"experimentId\":\"hero\",\"variant\":\"bold\"}")
                        .experiments())
                .containsExactly(Map.entry("hero", "bold"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not_json       | hello
            not_json       | ''
            not_json       | []
            not_json       | "text"
            not_json       | null
            not_json       | 1
            not_json       | {
            not_json       | {"type":"pageview","path":"/"
            not_json       | {"type":"pageview","path":"/"} {}
            not_json       | {"type":"pageview","path":"/",}
            not_json       | {'type':'pageview'}
            not_json       | {"type":"pageview","path":"/","value":NaN}
            not_json       | {"type":"pageview","path":"/","value":01}
            missing_type   | {}
            missing_type   | {"type":null,"path":"/"}
            unknown_type   | {"type":"","path":"/"}
            unknown_type   | {"type":"Pageview","path":"/"}
            unknown_type   | {"type":"click","path":"/"}
            wrong_type     | {"type":1,"path":"/"}
            wrong_type     | {"type":["pageview"],"path":"/"}
            missing_path   | {"type":"pageview"}
            missing_path   | {"type":"engagement"}
            missing_path   | {"type":"event","action":"a"}
            wrong_path     | {"type":"pageview","path":""}
            wrong_path     | {"type":"pageview","path":"a/b"}
            wrong_path     | {"type":"pageview","path":"https://example.com/"}
            wrong_type     | {"type":"pageview","path":7}
            missing_action | {"type":"event","path":"/"}
            missing_action | {"type":"event","path":"/","action":" "}
            missing_experiments | {"type":"exposure"}
            missing_experiments | {"type":"exposure","experiments":{}}
            missing_experiments | {"type":"exposure","experimentId":"hero"}
            wrong_type     | {"type":"exposure","experiments":["hero"]}
            wrong_type     | {"type":"exposure","experiments":{"hero":1}}
            wrong_id       | {"type":"pageview","path":"/","id":""}
            wrong_id       | {"type":"pageview","path":"/","sessionId":" "}
            wrong_id       | {"type":"pageview","path":"/","userId":""}
            wrong_type     | {"type":"pageview","path":"/","id":7}
            wrong_type     | {"type":"pageview","path":"/","value":"1"}
            wrong_type     | {"type":"pageview","path":"/","value":{}}
            wrong_type     | {"type":"pageview","path":"/","props":"x"}
            wrong_type     | {"type":"pageview","path":"/","props":{"a":[1]}}
            wrong_type     | {"type":"pageview","path":"/","props":{"a":{}}}
            number_too_large | {"type":"pageview","path":"/","value":1e400}
            number_too_large | {"type":"pageview","path":"/","value":-1e400}
            number_too_large | {"type":"pageview","path":"/","value":1.1e15}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":1}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"currency":"EUR"}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":1,"currency":"E1R"}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":1,"currency":"EU"}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":1e12,"currency":"EUR"}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":1e999999999,"currency":"EUR"}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":0.0001,"currency":"EUR"}}
            wrong_revenue  | {"type":"pageview","path":"/","revenue":{"amount":1e-999999999,"currency":"EUR"}}
            wrong_type     | {"type":"pageview","path":"/","revenue":{"amount":"x","currency":"EUR"}}
            wrong_type     | {"type":"pageview","path":"/","revenue":9}
            """)
    void wrongBody_400WithItsCode(String code, String json) {
        assertThat(problem(json).code()).isEqualTo(code);
        assertThat(problem(json).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "id,64,id_too_long",
        "site,253,site_too_long",
        "referrer,2048,referrer_too_long",
        "category,120,category_too_long",
        "action,120,action_too_long",
        "label,120,label_too_long",
        "sessionId,64,session_id_too_long",
        "userId,64,user_id_too_long",
        "experimentId,64,experiment_id_too_long",
        "variant,120,variant_too_long",
    })
    void textAtItsLimit_isRead_oneMoreIsNot(String field, int limit, String code) {
        assertThat(parse(START + "\"" + field + "\":\"" + "x".repeat(limit) + "\"}"))
                .isNotNull();
        HttpProblem problem = problem(START + "\"" + field + "\":\"" + "x".repeat(limit + 1) + "\"}");
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem).hasMessageContaining(String.valueOf(limit)).hasMessageContaining(field);
    }

    @Test
    void pathAtItsLimitInBytes_isRead_oneMoreIsNot() {
        assertThat(parse("{\"type\":\"pageview\",\"path\":\"/" + "ü".repeat(1_023) + "x\"}"))
                .isNotNull();
        HttpProblem problem = problem("{\"type\":\"pageview\",\"path\":\"/" + "ü".repeat(1_024) + "\"}");
        assertThat(problem.code()).isEqualTo("path_too_long");
        assertThat(problem).hasMessage("path is 2049 bytes; the limit is 2048.");
    }

    @Test
    void propsAtTheirLimits_areRead_oneMoreIsNot() {
        assertThat(parse(START + "\"props\":" + object(30, 1, 1) + "}").props()).hasSize(30);
        assertThat(problem(START + "\"props\":" + object(31, 1, 1) + "}").code())
                .isEqualTo("too_many_props");
        assertThat(parse(START + "\"props\":" + object(1, 64, 512) + "}").props())
                .hasSize(1);
        assertThat(problem(START + "\"props\":" + object(1, 65, 512) + "}").code())
                .isEqualTo("props_too_long");
        assertThat(problem(START + "\"props\":" + object(1, 64, 513) + "}").code())
                .isEqualTo("props_too_long");
    }

    @Test
    void experimentsAtTheirLimit_areRead_oneMoreIsNot() {
        assertThat(parse("{\"type\":\"exposure\",\"experiments\":" + object(16, 1, 1) + "}")
                        .experiments())
                .hasSize(16);
        assertThat(problem("{\"type\":\"exposure\",\"experiments\":" + object(17, 1, 1) + "}")
                        .code())
                .isEqualTo("too_many_experiments");
    }

    @Test
    void nestingAtItsLimit_isRead_oneMoreIsNot() {
        assertThat(parse(START + "\"x\":" + "[".repeat(7) + "]".repeat(7) + "}"))
                .isNotNull();
        assertThat(problem(START + "\"x\":" + "[".repeat(8) + "]".repeat(8) + "}")
                        .code())
                .isEqualTo("too_deep");
    }

    @Test
    void numberAtItsLimit_isRead_oneMoreDigitIsNot() {
        assertThat(parse(START + "\"value\":0." + "1".repeat(62) + "}").value())
                .isCloseTo(1 / 9d, Offset.offset(1e-12));
        assertThat(problem(START + "\"value\":" + "1".repeat(65) + "}").code()).isEqualTo("number_too_large");
        assertThat(parse(START + "\"value\":1e15}").value()).isEqualTo(1e15);
    }

    @Test
    void revenueAtItsLimits_isRead() {
        assertThat(parse(START + "\"revenue\":{\"amount\":-999999999999.999,\"currency\":\"JPY\"}}")
                        .revenue())
                .isEqualTo(new Revenue(new BigDecimal("-999999999999.999"), "JPY"));
        assertThat(parse(START + "\"revenue\":{\"amount\":1e11,\"currency\":\"JPY\"}}")
                        .revenue())
                .isEqualTo(new Revenue(new BigDecimal("100000000000"), "JPY"));
    }

    @Test
    void notUtf8_400() {
        byte[] latin1 = (START + "\"label\":\"ü\"}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = (START + "\"label\":\"ü\"}").getBytes(StandardCharsets.UTF_16LE);

        assertThat(catchThrowableOfType(HttpProblem.class, () -> parser.parse(latin1))
                        .code())
                .isEqualTo("not_utf8");
        assertThat(catchThrowableOfType(HttpProblem.class, () -> parser.parse(utf16))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void halfCharactersAndControls_areReplaced() {
        assertThat(parse(START + "\"label\":\"a\\ud83d\\u0000\\nb😀\"}").label())
                .isEqualTo("a\uFFFD  b😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%", "/a%2", "/a%zz", "/a%ff"})
    void brokenPercentCode_isKeptAsItIs(String path) {
        assertThat(parse("{\"type\":\"pageview\",\"path\":\"" + path + "\"}")
                        .page()
                        .path())
                .isEqualTo(path);
    }

    @Test
    void longCampaignValue_isCut() {
        Body body = parse("{\"type\":\"pageview\",\"path\":\"/?utm_term=" + "x".repeat(121) + "\"}");

        assertThat(body.page().campaign("utm_term")).hasSize(120);
    }

    private Body parse(String json) {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private HttpProblem problem(String json) {
        return catchThrowableOfType(HttpProblem.class, () -> parse(json));
    }

    /** Entries with names and values of a length. */
    private static String object(int entries, int nameChars, int valueChars) {
        return IntStream.range(0, entries)
                .mapToObj(i -> "\"" + (entries == 1 ? "n".repeat(nameChars) : "n" + i) + "\":\""
                        + "v".repeat(valueChars) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
