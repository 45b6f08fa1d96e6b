package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/** The template built with mode static, sent by nginx, beside the same template at the edge. */
class StaticModeIT {
    private static final Path STATIC_SITE =
            Path.of(System.getProperty("site-edge.template-static"), "target", "site-edge", "site");
    private static final List<Integer> BUCKETS = List.of(0, 1, 2, 3, 5, 8, 4_711, 9_999);
    private static final List<String> PAGES = List.of("/", "/docs/getting-started/");

    @TempDir
    Path folder;

    private WebDriver browser;

    @BeforeEach
    void open() {
        browser = Browser.open();
    }

    @AfterEach
    void quit() {
        browser.quit();
    }

    private void bucket(URI host, int bucket) {
        browser.get(host + "/robots.txt");
        browser.manage().deleteAllCookies();
        browser.manage().addCookie(new Cookie("se_bucket", Integer.toString(bucket)));
    }

    private Object run(String script) {
        return ((JavascriptExecutor) browser).executeScript(script);
    }

    /** What a visitor can read, and how it is laid out. */
    private String shown(URI host, int bucket, String page) {
        bucket(host, bucket);
        browser.get(host + page);
        return run("return document.title + '\\n' + document.body.innerText + document.body.scrollHeight")
                .toString();
    }

    private static Path nginxFolder(Path folder) throws java.io.IOException {
        return Files.createDirectory(folder.resolve("nginx"));
    }

    @Test
    void sameBucket_getsTheSamePageFromNginxAndFromTheEdge() throws Exception {
        Path settings = Files.writeString(folder.resolve("edge.yml"), "consent: {experiments: cookie}\n");
        try (Nginx nginx = Nginx.serve(STATIC_SITE, nginxFolder(folder), "");
                EdgeProcess edge = Runtime.start(Runtime.TEMPLATE_SITE, folder.resolve("data"), "--config", settings)) {
            for (String page : PAGES) {
                Set<String> renditions = new HashSet<>();
                for (int bucket : BUCKETS) {
                    String fromEdge = shown(edge.uri(), bucket, page);
                    assertThat(shown(nginx.uri(), bucket, page))
                            .as("bucket " + bucket + " of " + page)
                            .isEqualTo(fromEdge);
                    renditions.add(fromEdge);
                }
                assertThat(renditions).as("renditions of " + page).hasSize(2);
            }
        }
    }

    /** The page comes in small pieces, so that whatever is shown before its arm is painted. */
    @Test
    void slowPage_neitherShiftsNorPaintsTheControl() throws Exception {
        try (Nginx nginx = Nginx.serve(STATIC_SITE, nginxFolder(folder), "location ~ html$|/$ { limit_rate 4k; }")) {
            bucket(nginx.uri(), boldBucket(nginx.uri()));
            String cookie = browser.manage().getCookieNamed("se_bucket").getValue();
            List<String> states = statesWhileLoading(nginx.uri(), cookie);
            assertThat(states).hasSizeGreaterThan(5).noneMatch(text -> text.contains("Batch jobs that remember"));
            System.out.println("looked " + states.size() + " times while the page came");
            browser.get(nginx.uri() + "/");
            assertThat(states.get(states.size() - 1)).contains("Kill it. Start it. Nothing lost.");
            Map<?, ?> seen = (Map<?, ?>) ((JavascriptExecutor) browser).executeAsyncScript("""
                    const done = arguments[arguments.length - 1];
                    const of = type => new Promise(resolve => {
                      const entries = [];
                      new PerformanceObserver(list => entries.push(...list.getEntries())).observe({type, buffered: true});
                      setTimeout(() => resolve(entries), 300);
                    });
                    Promise.all([of('layout-shift'), of('largest-contentful-paint'), of('paint')]).then(([shifts, largest, paints]) => done({
                      cls: shifts.reduce((sum, entry) => sum + entry.value, 0),
                      painted: largest.map(entry => entry.element ? entry.element.innerText : 'gone'),
                      paints: paints.length}));
                    """);
            System.out.println("mode static over a slow line: " + seen);
            assertThat(((Number) seen.get("cls")).doubleValue()).isZero();
            assertThat(((Number) seen.get("paints")).intValue()).isPositive();
        }
    }

    /** What could be read of the page, again and again until it was there. */
    private static List<String> statesWhileLoading(URI host, String bucket) {
        List<String> states = new ArrayList<>();
        WebDriver impatient = Browser.openImpatient();
        try {
            JavascriptExecutor script = (JavascriptExecutor) impatient;
            impatient.get(host + "/robots.txt");
            awaitPage(script, "/robots.txt");
            script.executeScript("document.cookie = 'se_bucket=" + bucket + ";path=/'; location.href = '/'");
            for (boolean whole = false; !whole; ) {
                whole = isWhole(script, "/");
                states.add(String.valueOf(script.executeScript(
                        "return location.pathname == '/' && document.body" + " ? document.body.innerText : ''")));
            }
            return states;
        } finally {
            impatient.quit();
        }
    }

    private static void awaitPage(JavascriptExecutor script, String path) {
        while (!isWhole(script, path)) {
            Thread.onSpinWait();
        }
    }

    private static boolean isWhole(JavascriptExecutor script, String path) {
        return Boolean.TRUE.equals(script.executeScript(
                "return location.pathname == arguments[0] && document.readyState == 'complete'", path));
    }

    private int boldBucket(URI host) {
        for (int bucket : BUCKETS) {
            shown(host, bucket, "/robots.txt");
            browser.get(host + "/");
            Object meta = run("return (document.querySelector('[name=\"site-edge:variants\"]') || {}).content");
            if (String.valueOf(meta).contains("hero=bold")) {
                return bucket;
            }
        }
        throw new AssertionError("none of " + BUCKETS + " is shown bold");
    }

    @Test
    void newVisitor_isGivenABucketThatStays() throws Exception {
        try (Nginx nginx = Nginx.serve(STATIC_SITE, nginxFolder(folder), "")) {
            browser.get(nginx.uri() + "/");
            Object first = run("return document.querySelector('[name=\"site-edge:variants\"]').content");
            browser.get(nginx.uri() + "/");

            assertThat(first.toString()).matches("hero=(control|bold),se_bucket=\\d{1,4}");
            assertThat(run("return document.querySelector('[name=\"site-edge:variants\"]').content"))
                    .isEqualTo(first);
        }
    }

    @Test
    void policyWithThePrintedHashes_letsTheScriptsRun() throws Exception {
        String log = Files.readString(STATIC_SITE.resolve("../../../build.log").normalize());
        String hashes = log.replaceAll("(?s).*script-src ('sha256-\\S+' 'sha256-\\S+').*", "$1");
        assertThat(hashes).startsWith("'sha256-").hasSizeLessThan(150);
        String policy = "add_header Content-Security-Policy \"script-src 'self' " + hashes + "\";";
        try (Nginx nginx = Nginx.serve(STATIC_SITE, nginxFolder(folder), policy)) {
            browser.get(nginx.uri() + "/");

            assertThat(run("return document.querySelectorAll('[name=\"site-edge:variants\"]').length"))
                    .isEqualTo(1L);
        }
    }
}
