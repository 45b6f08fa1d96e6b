package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebDriver;

/** Which renditions visitors are given: two experiments on one page, bucket cookies. */
class SplitIT {
    private static final int BUCKETS = 10_000;
    private static final int AT_ONCE = 64;
    /** The 0.999 quantile of chi-squared with 3 degrees of freedom: four cells. */
    private static final double BOUND = 16.266;

    private static final Map<String, Double> NOMINAL = Map.of("c-c", 0.35, "c-y", 0.15, "x-c", 0.35, "x-y", 0.15);

    private static final List<String> FORGED =
            List.of("abc", "99999", "10000", "-1", "00", "007", "1e3", "", "9".repeat(5_000), "0x1");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private EdgeProcess edge(double coverage) throws java.io.IOException {
        return Runtime.start(
                TwoExperiments.in(folder.resolve("site-" + coverage), coverage), folder.resolve("data-" + coverage));
    }

    private List<HttpResponse<String>> ask(IntFunction<HttpRequest> requests) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int from = 0; from < BUCKETS; from += AT_ONCE) {
            List<CompletableFuture<HttpResponse<String>>> batch = new ArrayList<>();
            for (int i = from; i < Math.min(BUCKETS, from + AT_ONCE); i++) {
                batch.add(client.sendAsync(requests.apply(i), HttpResponse.BodyHandlers.ofString()));
            }
            batch.forEach(answer -> answers.add(answer.join()));
        }
        return answers;
    }

    private static HttpRequest visit(URI edge, String header, String value, String agent) {
        return HttpRequest.newBuilder(edge.resolve("/"))
                .header("User-Agent", agent)
                .header(header, value)
                .build();
    }

    private static String arms(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().substring(answer.body().indexOf('>', answer.body().indexOf("<p")) + 1);
    }

    private List<String> byBucket(EdgeProcess edge) {
        return ask(bucket -> visit(edge.uri(), "Cookie", "se_bucket=" + bucket, "any")).stream()
                .map(SplitIT::arms)
                .toList();
    }

    private static Map<String, Integer> count(List<String> arms) {
        Map<String, Integer> counts = new TreeMap<>();
        arms.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        return counts;
    }

    @Test
    void tenThousandNewVisitors_splitAsTheirBucketsDoAndStay() throws Exception {
        try (EdgeProcess edge = edge(1)) {
            Map<String, Integer> expected = count(byBucket(edge));
            List<HttpResponse<String>> first = ask(i -> visit(edge.uri(), "Accept", "*/*", "Mozilla/5.0 visitor " + i));
            Map<String, Integer> seen = count(first.stream().map(SplitIT::arms).toList());

            double chiSquared = expected.entrySet().stream()
                    .mapToDouble(cell ->
                            Math.pow(seen.getOrDefault(cell.getKey(), 0) - cell.getValue(), 2) / cell.getValue())
                    .sum();
            System.out.printf("10,000 new visitors: chi-squared %.2f, bound %.3f%n", chiSquared, BOUND);
            expected.forEach((cell, buckets) -> System.out.printf(
                    "  %s seen %d, of the buckets %d, nominal %.0f%n",
                    cell, seen.getOrDefault(cell, 0), buckets, NOMINAL.getOrDefault(cell, 0.0) * BUCKETS));
            assertThat(expected.keySet()).isEqualTo(NOMINAL.keySet()).isEqualTo(seen.keySet());
            assertThat(chiSquared).isLessThan(BOUND);

            List<String> cookies = first.stream()
                    .map(answer -> answer.headers()
                            .firstValue("Set-Cookie")
                            .orElseThrow()
                            .replaceFirst(";.*", ""))
                    .toList();
            List<HttpResponse<String>> second =
                    ask(i -> visit(edge.uri(), "Cookie", cookies.get(i), "another browser " + i));
            assertThat(second.stream().map(SplitIT::arms))
                    .containsExactlyElementsOf(first.stream().map(SplitIT::arms).toList());
            assertThat(second)
                    .noneMatch(
                            answer -> answer.headers().firstValue("Set-Cookie").isPresent());
        }
    }

    @Test
    void everyRendition_isShownInChromium() throws Exception {
        try (EdgeProcess edge = edge(1)) {
            List<String> byBucket = byBucket(edge);
            WebDriver browser = Browser.open();
            try {
                for (String cell : NOMINAL.keySet()) {
                    browser.get(edge.uri() + "/healthz");
                    browser.manage().deleteAllCookies();
                    browser.manage().addCookie(new Cookie("se_bucket", Integer.toString(byBucket.indexOf(cell))));
                    browser.get(edge.uri() + "/");
                    assertThat(browser.findElement(By.id("arms")).getText()).isEqualTo(cell);
                }
            } finally {
                browser.quit();
            }
        }
    }

    @Test
    void raisedCoverage_movesNobody() throws Exception {
        List<String> before = List.of();
        int in = 0;
        for (double coverage : new double[] {0.1, 0.5, 1}) {
            try (EdgeProcess edge = edge(coverage)) {
                List<String> now = byBucket(edge);
                for (int bucket = 0; bucket < before.size(); bucket++) {
                    assertThat(now.get(bucket))
                            .as("bucket " + bucket + " at " + coverage)
                            .matches(kept(before.get(bucket)));
                }
                int showing = BUCKETS - count(now).getOrDefault("c-c", 0);
                assertThat(showing).isGreaterThan(in);
                in = showing;
                before = now;
            }
        }
    }

    /** Whoever is shown another variant than the control keeps it; who was shown the control may have been outside. */
    private static String kept(String arms) {
        return arms.replace("c", ".");
    }

    @Test
    void forgedCookie_isTakenForNone() throws Exception {
        try (EdgeProcess edge = edge(1)) {
            for (String value : FORGED) {
                HttpResponse<String> answer = client.send(
                        visit(edge.uri(), "Cookie", "se_bucket=" + value, "any"), HttpResponse.BodyHandlers.ofString());

                assertThat(arms(answer)).as(value).isIn(NOMINAL.keySet());
                assertThat(answer.headers().firstValue("Set-Cookie").orElse("none"))
                        .as(value)
                        .matches("se_bucket=\\d{1,4};.*");
            }
        }
    }
}
