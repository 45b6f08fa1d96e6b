package dev.siteedge.maven.variant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantSitesTest {
    @TempDir
    private Path folder;

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve("site").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void site(String control, String bold) throws IOException {
        file("index.html", control);
        file("_edge/variants/hero.bold/index.html", bold);
        file("_edge/site-edge.js", "tracker");
        file("docs/start.html", "docs");
        file("a/index.html", "a");
        file("assets/site.css", "css");
        file("_edge/manifest.json", """
                {"baseurl":"","experiments":[
                {"id":"hero","status":"running","variants":[{"name":"control"},{"name":"bold"}]},
                {"id":"old","status":"stopped","variants":[{"name":"control"},{"name":"x"}]}],
                "pages":{"/":{"experiments":["hero"],"renditions":{"hero=control":{"file":"index.html"},
                "hero=bold":{"file":"_edge/variants/hero.bold/index.html"}}}}}""");
    }

    private VariantSites.Result write() throws IOException {
        return VariantSites.write(folder.resolve("site"), folder.resolve("target/variants"), folder);
    }

    private String written(String name) throws IOException {
        return Files.readString(folder.resolve("target/variants").resolve(name));
    }

    @Test
    void everyVariant_isACompleteSite() throws IOException {
        site("<link href=\"/assets/site.css\"><a href=\"/docs/start\">plain</a>", "<a href='/a/'>bold</a>");

        VariantSites.Result result = write();

        assertThat(result.problems()).isEmpty();
        assertThat(result.sites()).isEqualTo(2);
        assertThat(written("hero/bold/index.html")).contains("bold");
        assertThat(written("hero/control/index.html")).contains("plain");
        assertThat(written("hero/bold/assets/site.css")).isEqualTo("css");
        assertThat(written("hero/bold/_edge/site-edge.js")).isEqualTo("tracker");
        assertThat(folder.resolve("target/variants/hero/bold/_edge/variants")).doesNotExist();
        assertThat(written("matrix.json"))
                .isEqualTo("{\"include\":[{\"experiment\":\"hero\",\"variant\":\"control\","
                        + "\"path\":\"target/variants/hero/control\"},{\"experiment\":\"hero\",\"variant\":\"bold\","
                        + "\"path\":\"target/variants/hero/bold\"}]}\n");
        assertThat(written("view/hero/control/index.html"))
                .contains("href=\"../../../hero/control/assets/site.css\"")
                .contains("href=\"../../../hero/control/docs/start\"");
        assertThat(written("view/hero/bold/index.html")).contains("href='../../../hero/bold/a/index.html'");
        assertThat(written("index.html"))
                .contains("{\"hero\":{\"variants\":[\"control\",\"bold\"],\"pages\":[\"index.html\"]}}");
    }

    @Test
    void variantLikeTheControl_isAProblem() throws IOException {
        String mark = "<head>\n<meta name=\"site-edge:variants\" content=\"hero=%s\">\n</head>";
        site(
                mark.formatted("control"),
                mark.formatted("bold").replace("\n</head>", "\n<link rel=\"canonical\" href=\"x\">\n</head>"));

        assertThat(write().problems())
                .singleElement()
                .asString()
                .startsWith("variant 'bold' of experiment 'hero' is the same as the control on every page");
    }

    @Test
    void linkBrokenInOneVariantOnly_isAProblem() throws IOException {
        site(
                "<a href='/gone'>1</a><a href='#a' id=a>2</a><a href='https://example.com/x'>3</a>",
                "<a href='/gone'>1</a><a href='docs/nothing'>2</a><a href='#b'>3</a><a href='a?x=1#y'>4</a>"
                        + "<a href='mailto:a@example.com'>5</a><a href='a b|c'>6</a><a href='/dashboard'>7</a>"
                        + "<img src='//cdn.example/x.png'>");

        assertThat(write().problems())
                .containsExactly(
                        "index.html: link 'docs/nothing' leads nowhere in variant 'bold' of experiment 'hero', which the"
                                + " control does not have. Correct it.",
                        "index.html: link '#b' leads nowhere in variant 'bold' of experiment 'hero', which the control"
                                + " does not have. Correct it.");
    }

    @Test
    void experimentWithoutAPage_isAProblem() throws IOException {
        site("a", "b");
        file(
                "_edge/manifest.json",
                "{\"experiments\":[{\"id\":\"hero\",\"variants\":[{\"name\":\"control\"}]}],\"pages\":{}}");

        VariantSites.Result result = write();

        assertThat(result.sites()).isZero();
        assertThat(result.problems()).containsExactly("experiment 'hero' is on no page. Use it in one, or remove it.");
        assertThat(written("matrix.json")).isEqualTo("{\"include\":[]}\n");
    }
}
