package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    @TempDir
    private Path folder;

    private HandlerServer server;

    @BeforeEach
    void serve() {
        new SiteFolder(folder)
                .hero("running")
                .with("404.html", "root 404")
                .with("assets/app.js", "0123456789")
                .with("assets/style.css", "a{}")
                .compressed("assets/style.css.gz", "a{}")
                .with("folder/index.html", "folder")
                .with("_redirects", "/old /about\n/alias /about 200")
                .with("_headers", """
                        /*
                          X-Frame-Options: DENY
                          X-Robots-Tag: nosnippet
                          Cache-Control: public, max-age=60
                          Expires: Thu, 01 Dec 2044 16:00:00 GMT
                          CDN-Cache-Control: max-age=60
                          Set-Cookie: theme=dark
                        /assets/*
                          ! Cache-Control
                          Cache-Control: public, max-age=31536000, immutable
                          X-Robots-Tag: noindex
                          Vary: Origin
                        /about
                          ! X-Frame-Options
                          ! Vary
                          Content-Type: text/plain
                        /alias
                          X-Alias: yes
                        https://localhost/assets/:file
                          X-File: <:file>
                        https://other.example/*
                          X-Other: yes
                        """);
        server = SiteServing.of(new Site(folder), false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rulesOfAUrl_areJoined() {
        Answer answer = server.get("/assets/app.js");

        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("X-Robots-Tag")).isEqualTo("nosnippet, noindex");
        assertThat(answer.header("Cache-Control")).isEqualTo(IMMUTABLE);
        assertThat(answer.header("X-File")).isEqualTo("<app.js>");
        assertThat(answer.header("X-Other")).isNull();
        assertThat(answer.header("Content-Length")).isEqualTo("10");
    }

    @Test
    void detachedHeader_isGoneAndOursIsReplaced() {
        Answer answer = server.get("/about");

        assertThat(answer.header("X-Frame-Options")).isNull();
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html"})
    void pageWithAnExperiment_keepsItsCachingHeadersAndItsCookie(String path) {
        Answer answer = server.get(path, "X-Bucket: new");

        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.header("Expires")).isNull();
        assertThat(answer.header("CDN-Cache-Control")).isNull();
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Set-Cookie")).isEqualTo("theme=dark");
    }

    @Test
    void missingPage_isNeverKeptForLong() {
        Answer answer = server.get("/assets/nothing.js");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(answer.header("Expires")).isNull();
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @ParameterizedTest
    @CsvSource({"/old,302", "/folder,301"})
    void redirect_hasNoneOfThem(String path, int status) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("X-Frame-Options")).isNull();
    }

    @Test
    void rewrite_hasThoseOfTheRequestedPath() {
        Answer answer = server.get("/alias");

        assertThat(answer.body()).isEqualTo("about page");
        assertThat(answer.header("X-Alias")).isEqualTo("yes");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void headAndNotModifiedAndRange_haveThemToo() {
        String etag = server.get("/assets/app.js").header("ETag");

        Answer head = server.ask("HEAD", "/assets/app.js");
        Answer notModified = server.get("/assets/app.js", "If-None-Match: " + etag);
        Answer range = server.get("/assets/app.js", "Range: bytes=2-4");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("10");
        assertThat(notModified.status()).isEqualTo(304);
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.body()).isEqualTo("234");
        assertThat(head.header("Cache-Control")).isEqualTo(IMMUTABLE);
        assertThat(notModified.header("Cache-Control")).isEqualTo(IMMUTABLE);
        assertThat(range.header("Cache-Control")).isEqualTo(IMMUTABLE);
    }

    @Test
    void header_ofAnEncodedFileIsItsOwnToo() {
        Answer answer = server.get("/assets/style.css", "Accept-Encoding: gzip");

        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.header("Cache-Control")).isEqualTo(IMMUTABLE);
    }

    @Test
    void lineEndsInAPath_addNoHeader() {
        new SiteFolder(folder).with("_headers", "/*\n  X-Path: :splat");
        try (HandlerServer echo = SiteServing.of(new Site(folder), false)) {
            Answer answer = echo.get("/a%0d%0aX-Evil:%201");

            assertThat(answer.header("X-Evil")).isNull();
            if (answer.status() != 400) {
                assertThat(answer.header("X-Path")).isEqualTo("a%0D%0AX-Evil:%201");
            }
        }
    }

    @Test
    void baseurl_isNoPartOfTheUrl() {
        new SiteFolder(folder)
                .manifest("{'baseurl':'/docs'}")
                .with("_headers", "/about\n  X-One: 1\n/docs/about\n  X-Two: 2");
        try (HandlerServer mounted = SiteServing.of(new Site(folder), false)) {
            Answer answer = mounted.get("/docs/about");

            assertThat(answer.header("X-One")).isEqualTo("1");
            assertThat(answer.header("X-Two")).isEqualTo("2");
        }
    }
}
