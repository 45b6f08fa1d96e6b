package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovedPagesTest {
    private static final String PAGE = "<meta http-equiv=\"refresh\" content=\"0; url=/new/\">";

    @TempDir
    private Path folder;

    /** As jekyll-redirect-from 0.16 writes them. */
    private SiteFolder site(String baseurl) {
        return new SiteFolder(folder)
                .manifest("{'site':'example.com','baseurl':'" + baseurl + "'}")
                .with("new/index.html", "new")
                .with("old/index.html", PAGE)
                .with("plain.html", PAGE)
                .with("far.html", PAGE)
                .with("2026/naïve.html", PAGE)
                .with("redirects.json", """
                        {"/old/":"https://example.com/docs/new/","/plain":"http://example.com:4000/docs/new/?x=1#y",
                         "/far.html":"https://other.example/","/2026/naïve":"https://example.com/docs/new/",
                         "/nofile/":"https://example.com/docs/new/","/ruled":"https://example.com/docs/new/",
                         "/aside":"https://example.com/other/"}""");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/old/,/docs/new/",
        "/docs/old,/docs/new/",
        "/docs/old/index.html,/docs/new/",
        "/docs/old/?a=b,/docs/new/?a=b",
        "/docs/plain,/docs/new/?x=1#y",
        "/docs/plain?a=b,/docs/new/?x=1#y",
        "/docs/plain.html,/docs/new/?x=1#y",
        "/docs/plain/,/docs/new/?x=1#y",
        "/docs/far,https://other.example/",
        "/docs/far.html,https://other.example/",
        "/docs/2026/na%C3%AFve,/docs/new/",
        "/docs/nofile/,/docs/new/",
        "/docs/aside,https://example.com/other/"
    })
    void listedPath_isRedirectedInsteadOfItsPage(String path, String location) {
        site("/docs");
        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            Answer answer = server.get(path);

            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.header("Location")).isEqualTo(location);
            assertThat(answer.body()).isEmpty();
            assertThat(server.ask("HEAD", path).status()).isEqualTo(301);
            assertThat(server.ask("POST", path, "Content-Length: 0").status()).isEqualTo(405);
        }
    }

    @Test
    void pageThatIsNotListed_isServed() {
        site("/docs");
        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            assertThat(server.get("/docs/new/").body()).isEqualTo("new");
            assertThat(server.get("/docs/redirects.json").status()).isEqualTo(200);
        }
    }

    @Test
    void siteAtTheRoot_isRedirectedWithinIt() {
        site("").with("redirects.json", "{\"/old/\":\"https://EXAMPLE.com\",\"/plain\":\"/new/\"}");
        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            assertThat(server.get("/old/").header("Location")).isEqualTo("/");
            assertThat(server.get("/plain").header("Location")).isEqualTo("/new/");
        }
    }

    @Test
    void rule_winsOverTheList() {
        site("").with("_redirects", "/ruled /new/ 307");
        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            assertThat(server.get("/ruled").status()).isEqualTo(307);
        }
    }

    @ParameterizedTest
    @CsvSource({"20,0", "21,1"})
    void chain_isAsLongAsBrowsersFollow(int hops, int leftOut) {
        site("").with(
                        "redirects.json",
                        IntStream.range(0, hops)
                                .map(i -> hops - i)
                                .mapToObj(i -> "\"/c" + i + "\":\"/c" + (i + 1) + "\"")
                                .collect(Collectors.joining(",", "{", "}")));

        assertThat(ReadRules.of(folder).warnings()).hasSize(leftOut);
    }

    @Test
    void circleOfTheListOrWithARule_isLeftOut() {
        site("").with("redirects.json", "{\"/a\":\"/b\",\"/b\":\"/c\",\"/c\":\"/a\",\"/old\":\"/new/\"}")
                .with("_redirects", "/new/ /old/\n/d /a");

        ReadRules read = ReadRules.of(folder);

        assertThat(read.warnings())
                .containsExactly(
                        "redirects.json is left out at '/c': it leads back to itself; correct its target.",
                        "_redirects:1 is left out: '/new/' would redirect in a circle; correct its target.");
        assertThat(read.redirect("/d")).isEqualTo("302 /a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"/old/\":|redirects.json:1 is left out: it is not JSON; correct it.",
                "{\"/old/\":\"javascript:alert(1)\"}|redirects.json is left out at '/old/': target 'javascript:alert(1)'",
                "{\"/old/\":\"//evil.example/\"}|redirects.json is left out at '/old/': target '//evil.example/'",
                "{\"/old/\":{}}|redirects.json is left out at '/old/': target ''",
                "{\"/old/\":\"https://example.com/old\"}|redirects.json is left out at '/old/': it leads back to itself"
            })
    void wrongList_leavesThePageAsItIs(String json, String warning) {
        site("").with("redirects.json", json);

        assertThat(ReadRules.of(folder).warnings()).singleElement().asString().startsWith(warning);
        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            assertThat(server.get("/old/").body()).isEqualTo(PAGE);
        }
    }
}
