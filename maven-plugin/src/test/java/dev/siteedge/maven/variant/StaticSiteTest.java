package dev.siteedge.maven.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticSiteTest {
    private static final String META = "<meta name=\"site-edge:variants\" content=\"x\">\n";
    private static final String CANONICAL = "<link rel=\"canonical\" href=\"https://example.com/\">\n";

    @TempDir
    private Path site;

    private void page(String file, String html) throws IOException {
        Path path = site.resolve(file);
        Files.createDirectories(path.getParent());
        String lines = file.startsWith("_edge") ? META + CANONICAL : META;
        Files.writeString(path, html.replace("</head>", lines + "</head>"));
    }

    private void manifest(String consent, String status) throws IOException {
        Files.writeString(site.resolve("_edge/manifest.json"), """
                {"version":1,"consent":{"experiments":"%s"},"experiments":[
                {"id":"a","status":"%s","variants":[{"name":"control"},{"name":"x"}]},
                {"id":"b","status":"running","variants":[{"name":"control"},{"name":"y"}]}],
                "pages":{"/":{"experiments":["a","b"],"renditions":{
                "a=control+b=control":{"file":"index.html"},
                "a=x+b=control":{"file":"_edge/variants/a.x/index.html"},
                "a=control+b=y":{"file":"_edge/variants/b.y/index.html"},
                "a=x+b=y":{"file":"_edge/variants/a.x+b.y/index.html"}}}}}
                """.formatted(consent, status));
    }

    private void site(String pattern, String a, String x, String b, String y) throws IOException {
        page("index.html", pattern.formatted(a, b));
        page("_edge/variants/a.x/index.html", pattern.formatted(x, b));
        page("_edge/variants/b.y/index.html", pattern.formatted(a, y));
        page("_edge/variants/a.x+b.y/index.html", pattern.formatted(x, y));
        manifest("cookie", "running");
    }

    private String index() throws IOException {
        return Files.readString(site.resolve("index.html"));
    }

    private static String body(String html) {
        return html.substring(html.indexOf("<body>") + 6, html.indexOf("</body>"));
    }

    @Test
    void variants_standInTemplatesBeforeTheirControl() throws IOException {
        site(
                "<html><head><title>t</title>\n</head><body><h1>%s</h1><p>%s</p></body></html>",
                "A", "X <b>!</b>", "B", "Y");

        StaticSite.Result result = StaticSite.run(site);

        assertThat(result.pages()).isEqualTo(1);
        assertThat(body(index()))
                .isEqualTo("<h1><template data-site-edge=\"a=x\">X <b>!</b></template><script>siteEdgeShow()</script>A"
                        + "</template></h1><p><template data-site-edge=\"b=y\">Y</template>"
                        + "<script>siteEdgeShow()</script>B</template></p>");
        assertThat(index()).doesNotContain("site-edge:variants\"").doesNotContain("canonical");
        assertThat(site.resolve("_edge/variants")).doesNotExist();
        assertThat(Files.readString(site.resolve("_edge/manifest.json")))
                .contains("\"pages\": {}")
                .contains("\"mode\": \"static\"")
                .contains("\"id\": \"a\"");
    }

    @Test
    void partsThatAreNoWholeElements_growUntilTheyAre() throws IOException {
        site(
                "<html><head></head><body><div>%s</p></div><i>same</i>%s</body></html>",
                "<p class=\"1\">a", "<p class=\"2\">a", "B<br>", "");

        StaticSite.run(site);

        assertThat(body(index()))
                .startsWith("<div><template data-site-edge=\"a=x\"><p class=\"2\"></template>")
                .endsWith("<i>same</i><template data-site-edge=\"b=y\"></template>"
                        + "<script>siteEdgeShow()</script>B<br></template>");
    }

    @Test
    void otherAttribute_takesTheWholeElement() throws IOException {
        site(
                "<html><head></head><body><section class=\"%s\">in <b>side</b></section><p>%s</p></body></html>",
                "a", "x", "B", "B");

        StaticSite.run(site);

        assertThat(body(index()))
                .isEqualTo("<template data-site-edge=\"a=x\"><section class=\"x\">in <b>side</b></section></template>"
                        + "<script>siteEdgeShow()</script><section class=\"a\">in <b>side</b></section></template>"
                        + "<p>B</p>");
    }

    @Test
    void titleInTheHead_isChangedBehindTheScript() throws IOException {
        site("<html><head><meta charset=utf-8><title>%s</title>\n</head><body>%s</body></html>", "A", "X", "B", "B");

        StaticSite.run(site);

        assertThat(index())
                .containsSubsequence(
                        "<meta charset=utf-8><script data-site-edge=",
                        "<template data-site-edge=\"a=x\"><title>X</title></template><script>siteEdgeShow()</script>"
                                + "<title>A</title></template>");
    }

    @Test
    void otherBodyTag_isRefusedByName() throws IOException {
        site("<html><head></head><body class=\"%s\">%s</body></html>", "a", "x", "B", "B");

        assertThatThrownBy(() -> StaticSite.run(site))
                .isInstanceOf(StaticModeException.class)
                .hasMessageStartingWith("page / is wrong: experiment 'a' changes the tags <html>, <head> or <body>");
    }

    @Test
    void twoExperimentsInOnePlace_areRefusedByName() throws IOException {
        site("<html><head></head><body><p>%s %s</p></body></html>", "A", "X", "B", "Y");

        assertThatThrownBy(() -> StaticSite.run(site))
                .isInstanceOf(StaticModeException.class)
                .hasMessageContaining("experiments 'a' and 'b' change the same part of it");
    }

    @Test
    void experimentsThatChangeEachOther_areRefused() throws IOException {
        site("<html><head></head><body><p>%s</p><p>%s</p></body></html>", "A", "X", "B", "Y");
        page("_edge/variants/a.x+b.y/index.html", "<html><head></head><body><p>XY</p><p>Y</p></body></html>");

        assertThatThrownBy(() -> StaticSite.run(site))
                .isInstanceOf(StaticModeException.class)
                .hasMessageContaining("Make the experiments independent");
    }

    @Test
    void withoutCookies_everyoneGetsTheControlAndNobodyIsExposed() throws IOException {
        site("<html><head></head><body><p>%s</p><p>%s</p></body></html>", "A", "X", "B", "Y");
        manifest("visitor-day", "running");

        StaticSite.Result result = StaticSite.run(site);

        assertThat(result.allocates()).isFalse();
        assertThat(result.pages()).isZero();
        assertThat(index()).isEqualTo("<html><head></head><body><p>A</p><p>B</p></body></html>");
    }

    @Test
    void experimentThatDoesNotRun_isNoPartOfThePage() throws IOException {
        site("<html><head></head><body><p>%s</p><p>%s</p></body></html>", "A", "X", "B", "Y");
        manifest("cookie", "draft");

        StaticSite.run(site);

        assertThat(index()).contains("b=y").doesNotContain("a=x");
    }

    @Test
    void siteWithoutAManifest_staysAsItIs() throws IOException {
        Files.writeString(site.resolve("index.html"), "x");

        assertThat(StaticSite.run(site).pages()).isZero();
        assertThat(index()).isEqualTo("x");
    }
}
