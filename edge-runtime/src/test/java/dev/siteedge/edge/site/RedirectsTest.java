package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    @TempDir
    private Path folder;

    private HandlerServer server;

    @BeforeEach
    void serve() {
        new SiteFolder(folder)
                .hero("stopped','winner':'bold")
                .with("404.html", "root 404")
                .with("shadowed.html", "never seen")
                .with("users/any.html", "any user")
                .with("folder/index.html", "folder")
                .with("naïve.html", "naïve")
                .with("_redirects.gz", "rules")
                .with("_headers.br", "rules")
                .with("_redirects", """
                        /shadowed /about
                        /fixed /about?own=1#part
                        /part /about#part
                        /out https://example.com/x
                        /caf%C3%A9 /about
                        /old/* /new/:splat 301
                        /strip/* /:splat
                        /far/* https://example.com/:splat 308
                        /find/:word https://example.com/?q=:word&x=1
                        /users/:id /users/any.html 200
                        /home / 200
                        /slash /folder 200
                        /gone /nothing 200
                        /secret/* /_edge/:splat 200
                        /up/* /:splat 200
                        /plain /na%C3%AFve 200
                        /_edge/* /about
                        """);
        server = SiteServing.of(new Site(folder), false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/shadowed|302|/about",
                "/shadowed?a=b&c|302|/about?a=b&c",
                "/fixed?a=b|302|/about?own=1#part",
                "/part?a=b|302|/about?a=b#part",
                "/out|302|https://example.com/x",
                "/out?a=b|302|https://example.com/x?a=b",
                "/caf%C3%A9|302|/about",
                "/caf%c3%a9|302|/about",
                "/old/|301|/new/",
                "/old/a/b|301|/new/a/b",
                "/old/a%20b%3Fc|301|/new/a%20b%3Fc",
                "/old/%C3%A9|301|/new/%C3%A9",
                "/old/a+b&c=d|301|/new/a+b&c=d",
                "/far/a?b|308|https://example.com/a?b",
                "/find/a%26b%3Dc%23d|302|https://example.com/?q=a%26b%3Dc%23d&x=1"
            })
    void path_isRedirected(String path, int status, String location) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Location")).isEqualTo(location);
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7,any user",
        "/home,bold page",
        "/slash,folder",
        "/slash?a=b,folder",
        "/plain,naïve",
        "/up/about,about page"
    })
    void rewrite_showsThePageUnderTheRequestedPath(String path, String body) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Location")).isNull();
    }

    @Test
    void rewriteToAPageWithAnExperiment_isNeverShared() {
        assertThat(server.get("/home").header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(server.get("/plain").header("Cache-Control")).startsWith("public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/gone",
                "/secret/manifest.json",
                "/up/_edge/manifest.json",
                "/up/_redirects",
                "/_redirects",
                "/_redirects.gz",
                "/_headers",
                "/_headers.br",
                "/_edge/manifest.json",
                "/old"
            })
    void whatIsNotPublished_staysA404(String path) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("root 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/up/%2e%2e/secret.txt",
                "/up/..%2fsecret.txt",
                "/up/..%5csecret.txt",
                "/up/%252e%252e/secret.txt",
                "/up/../../secret.txt"
            })
    void rewriteThatTriesToLeave_isRefused(String path) throws IOException {
        Path outside = folder.resolveSibling("secret.txt");
        Files.writeString(outside, "outside");

        Answer answer = server.get(path);

        assertThat(answer.status()).isIn(302, 400, 404);
        assertThat(answer.body()).doesNotContain("outside");
        Files.delete(outside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/strip//evil.example/",
                "/strip/%2fevil.example/",
                "/strip/%5cevil.example/",
                "/strip/\\evil.example/",
                "/strip/https://evil.example/"
            })
    void redirectToTheRoot_neverLeavesTheHost(String path) {
        Answer answer = server.get(path);

        if (answer.status() != 400) {
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).matches("/[^/\\\\].*");
        }
    }

    @ParameterizedTest
    @CsvSource({"/old/", "/find/", "/far/"})
    void lineEndsInAPath_addNoHeader(String start) {
        Answer answer = server.get(start + "a%0d%0aSet-Cookie:%20x=y%0d%0a%0d%0abody");

        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.body()).doesNotContain("Set-Cookie: x=y");
        if (answer.status() != 400) {
            assertThat(answer.header("Location")).contains("a%0D%0ASet-Cookie:%20x");
        }
    }

    @Test
    void head_isRedirectedLikeGet() {
        Answer answer = server.ask("HEAD", "/old/a?b");

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo("/new/a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethod_isNotRedirected(String method) {
        Answer answer = server.ask(method, "/old/a", "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Location")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/a,302,/docs/b",
        "/docs/a?x=y,302,/docs/b?x=y",
        "/docs/c,302,/docs/d",
        "/docs/docs/a,404,",
        "/docs/e,302,https://example.com/e",
        "/docs/f/1/2,302,/docs/g/1/2",
        "/a,404,",
        "/docs,301,/docs/"
    })
    void baseurl_isBeforeSourceAndTarget(String path, int status, String location) {
        new SiteFolder(folder)
                .manifest("{'baseurl':'/docs'}")
                .with("_redirects", "/a /b\n/docs/c /docs/d\n/e https://example.com/e\n/f/* /g/:splat\n");

        try (HandlerServer mounted = SiteServing.of(new Site(folder), false)) {
            assertThat(mounted.get(path).status()).isEqualTo(status);
            assertThat(mounted.get(path).header("Location")).isEqualTo(location);
        }
    }

    @Test
    void reload_changesRulesAndFilesAtOnce() {
        Site site = new Site(folder);
        try (HandlerServer reloaded = SiteServing.of(site, false)) {
            new SiteFolder(folder)
                    .with("_redirects", "/shadowed /changed 301")
                    .with("_headers", "/*\n  X-Release: 2")
                    .with("redirects.json", "{\"/was\":\"/about\"}");
            assertThat(reloaded.get("/shadowed").header("Location")).isEqualTo("/about");
            assertThat(reloaded.get("/about").header("X-Release")).isNull();
            assertThat(reloaded.get("/was").status()).isEqualTo(404);

            site.reload();

            assertThat(reloaded.get("/shadowed").header("Location")).isEqualTo("/changed");
            assertThat(reloaded.get("/about").header("X-Release")).isEqualTo("2");
            assertThat(reloaded.get("/was").header("Location")).isEqualTo("/about");
        }
    }

    @Test
    void rulesBehindALink_areNotRead(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("rules"), "/linked /about");
        Files.delete(folder.resolve("_redirects"));
        Files.createSymbolicLink(folder.resolve("_redirects"), elsewhere.resolve("rules"));

        try (HandlerServer linked = SiteServing.of(new Site(folder), false)) {
            assertThat(linked.get("/linked").status()).isEqualTo(404);
            assertThat(linked.get("/_redirects").status()).isEqualTo(404);
        }
    }
}
