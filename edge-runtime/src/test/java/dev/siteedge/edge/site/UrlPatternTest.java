package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
    private static String captures(String pattern, String host, String path) throws BadRuleException {
        Map<String, String> captures = UrlPattern.url(pattern, "").match(host, path);
        return captures == null ? "no" : new TreeMap<>(captures).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a|/a|{}",
                "/a|/a/|no",
                "/a|/A|no",
                "/a/|/a|no",
                "/*|/|{splat=}",
                "/*|/a/b|{splat=a/b}",
                "/old/*|/old/|{splat=}",
                "/old/*|/old|no",
                "/old*|/older/x|{splat=er/x}",
                "/a/*/z|/a/b/c/z|{splat=b/c}",
                "/a/*/z|/a/z|no",
                "/*.html|/a/b.html|{splat=a/b}",
                "/ab*bc|/abc|no",
                "/:x|/a|{x=a}",
                "/:x|/|no",
                "/:x|/a/b|no",
                "/blog/:year/:slug|/blog/2026/hi|{slug=hi, year=2026}",
                "/blog/:year/:slug|/blog/2026/|no",
                "/:y-:m-:d-:slug.html|/2026-12-01-a-b.html|{d=a, m=01, slug=b, y=2026-12}",
                "/:a:b|/xyz|{a=xy, b=z}",
                "/:a:b|/x|no",
                "/:a_1/*|/q/r/s|{a_1=q, splat=r/s}",
                "/v1.0|/v1x0|no",
                "/time/12:30|/time/12:30|{}",
                "/na%C3%AFve|/naïve|{}",
                "/naïve|/naïve|{}",
                "/100%25|/100%|{}",
                "/a%2Ab|/a*b|{}",
                "/a+b|/a+b|{}",
                "/a#part|/a|{}"
            })
    void path_matchesAsCloudflareDocuments(String pattern, String path, String captured) throws BadRuleException {
        assertThat(captures(pattern, "localhost", path)).isEqualTo(captured);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/a|example.com|/a|{}",
                "https://Example.COM/a|EXAMPLE.com|/a|{}",
                "https://example.com/a|www.example.com|/a|no",
                "https://example.com|example.com|/|{}",
                "https://:Branch.example.com/*|x.example.com|/p|{Branch=x, splat=p}",
                "https://:branch.example.com/|a.b.example.com|/|no",
                "https://*.example.com/|a.b.example.com|/|{splat=a.b}",
                "/a|any.host|/a|{}"
            })
    void host_matchesLabelByLabel(String pattern, String host, String path, String captured) throws BadRuleException {
        assertThat(captures(pattern, host, path)).isEqualTo(captured);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/*/*|more than one *",
                "/a**|more than one *",
                "https://*.example.com/*|or two *",
                "/:x/:x|same placeholder twice",
                "/:splat/*|same placeholder twice",
                "/:x*|mixes * with a placeholder",
                "/a?b=c|asks for a query",
                "/%zz|not percent-encoded",
                "http://example.com/|must begin with / or https://",
                "example.com/|must begin with / or https://",
                "https:///a|needs a host without a port",
                "https://example.com:8080/|needs a host without a port"
            })
    void patternThatCannotBeObeyed_saysWhy(String pattern, String why) {
        assertThatThrownBy(() -> UrlPattern.url(pattern, "")).hasMessageContaining(why);
    }

    /** Cloudflare turns a pattern into a greedy regular expression: one character or more without a slash for each name. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyPattern_capturesWhatAGreedyExpressionDoes(long seed) throws BadRuleException {
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = "/" + word(random, "ab/-:*", 8).replaceAll("::+", ":");
            String named = named(pattern);
            String path = "/" + word(random, "ab/-", 10);
            UrlPattern ours;
            try {
                ours = UrlPattern.url(named, "");
            } catch (BadRuleException e) {
                continue;
            }
            Map<String, String> expected = greedy(named, ours.names(), path);
            matched += expected == null ? 0 : 1;
            assertThat(ours.match("", path)).as("%s on %s", named, path).isEqualTo(expected);
        }
        assertThat(matched).as("seed %s", seed).isGreaterThan(100);
    }

    private static String word(Random random, String letters, int most) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    /** Each colon becomes a placeholder of its own. */
    private static String named(String pattern) {
        AtomicInteger count = new AtomicInteger();
        return Pattern.compile(":[a-z]*").matcher(pattern).replaceAll(m -> ":p" + count.incrementAndGet());
    }

    private static @Nullable Map<String, String> greedy(String pattern, Set<String> names, String path) {
        String expression =
                pattern.replace("-", "\\-").replace("*", "(?<splat>.*)").replaceAll(":(p[0-9]+)", "(?<$1>[^/]+)");
        Matcher matcher = Pattern.compile(expression).matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> captures = new HashMap<>();
        names.forEach(name -> captures.put(name, matcher.group(name)));
        return captures;
    }

    @Test
    void hostileText_takesOnePass() throws BadRuleException {
        UrlPattern pattern = UrlPattern.url("/:a-:b-:c-:d-:e-:f-:g-:h/x", "");

        assertThat(pattern.match("", "/" + "-".repeat(200_000) + "/y")).isNull();
        assertThat(pattern.match("", "/" + "-".repeat(200_000) + "/x")).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({"/a,/a", "/docs/a,/a", "/docs,/", "/docsa,/docsa"})
    void baseurl_mayBeWrittenOrNot(String written, String path) throws BadRuleException {
        assertThat(UrlPattern.path(written, "/docs").single()).isEqualTo(path);
    }
}
