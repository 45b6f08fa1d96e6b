package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteHandlerTest {
    @TempDir
    private Path folder;

    private HandlerServer server;

    @BeforeEach
    void serve() throws IOException {
        new SiteFolder(folder)
                .with("index.html", "home")
                .with("file.html", "file")
                .with("folder/index.html", "folder")
                .with("both.html", "both.html")
                .with("both/index.html", "both/index")
                .with("empty/notes.txt", "notes")
                .with("naïve file.html", "naïve")
                .with("404.html", "root 404")
                .with("de/404.html", "de 404")
                .with("de/index.html", "de")
                .with("feed.xml", "<feed/>")
                .with("app.js", "1")
                .with("style.css", "a{}")
                .with("style.css.br", "brotli")
                .compressed("style.css.gz", "a{}")
                .with("built.css", "b{}")
                .compressed("_edge/compressed/built.css.gz", "b{}")
                .with("stale.css", "new")
                .compressed("_edge/compressed/stale.css.gz", "old")
                .with("long.css", "0123456789".repeat(100_000))
                .compressed("_edge/compressed/long.css.gz", "0123456789".repeat(100_000))
                .with("main-9f86d081.css", "m{}")
                .with("report-20260102.css", "r{}")
                .with("page-9f86d081.html", "page")
                .with("LICENSE", "license")
                .with("big.txt", "0123456789".repeat(100_000))
                .with(".well-known/security.txt", "contact")
                .with(".htaccess", "secret")
                .with(".git/config", "secret")
                .with("sub/.env", "secret")
                .with("_redirects", "/a /b")
                .with("_headers", "/*")
                .with("_edge/manifest.json", "{}")
                .with("_edge/variants/x/index.html", "hidden")
                .with("_edge/site-edge.js", "tracker of the site");
        server = SiteServing.of(new Site(folder), false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/,home",
        "/index.html,home",
        "/file,file",
        "/file.html,file",
        "/folder/,folder",
        "/folder/index.html,folder",
        "/both,both/index",
        "/both/,both/index",
        "/both.html,both.html",
        "/both/index.html,both/index",
        "/LICENSE,license",
        "/na%C3%AFve%20file,naïve",
        "/.well-known/security.txt,contact",
        "/_edge/site-edge.js,tracker of the site",
        "/folder/../file,file",
        "/file?utm_source=x,file"
    })
    void path_isTheFile(String path, String body) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
    }

    @ParameterizedTest
    @CsvSource({"/folder,/folder/", "/folder?a=b,/folder/?a=b", "/file/,/file", "/na%C3%AFve%20file/,/na%C3%AFve%20file"
    })
    void pathOfTheOtherKind_isMoved(String path, String location) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing,root 404",
        "/nothing/deep/er,root 404",
        "/de/nothing,de 404",
        "/de/nothing/deeper/,de 404",
        "/empty/,root 404",
        "/empty,root 404",
        "/file.html/,root 404",
        "/.htaccess,root 404",
        "/.git/config,root 404",
        "/sub/.env,root 404",
        "/_redirects,root 404",
        "/_headers,root 404",
        "/_edge/manifest.json,root 404",
        "/_edge/variants/x/,root 404",
        "/_edge,root 404",
        "/_edge/,root 404",
        "/de/../_edge/manifest.json,root 404",
        "/%5fedge/manifest.json,root 404"
    })
    void pathOfNoPage_isTheNearest404(String path, String body) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/de/..%5c..%5csecret.txt",
                "//secret.txt",
                "/%252e%252e/secret.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "/%00",
                "/%zz"
            })
    void pathThatTriesToLeave_isRefused(String path) throws IOException {
        Path outside = folder.resolveSibling("secret.txt");
        Files.writeString(outside, "outside");

        Answer answer = server.get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("outside");
        Files.delete(outside);
    }

    @Test
    void linkOutOfTheSite_isNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("secret.txt"), "outside");
        Files.createSymbolicLink(folder.resolve("link.txt"), elsewhere.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("linked"), elsewhere);

        try (HandlerServer fresh = SiteServing.of(new Site(folder), false)) {
            assertThat(fresh.get("/link.txt").status()).isEqualTo(404);
            assertThat(fresh.get("/linked/secret.txt").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html;charset=utf-8",
        "/app.js,text/javascript;charset=utf-8",
        "/style.css,text/css;charset=utf-8",
        "/feed.xml,application/xml;charset=utf-8",
        "/LICENSE,application/octet-stream",
        "/.well-known/security.txt,text/plain;charset=utf-8",
        "/_edge/site-edge.js,text/javascript;charset=utf-8"
    })
    void file_hasItsContentType(String path, String type) {
        assertThat(server.get(path).header("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/big.txt", "/folder/"})
    void knownEtag_isNotModified(String path) {
        String etag = server.get(path).header("ETag");

        Answer again = server.get(path, "If-None-Match: " + etag);

        assertThat(etag).startsWith("\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(etag);
        assertThat(again.header("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(server.get(path, "If-None-Match: \"other\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/,4", "/big.txt,1000000"})
    void head_hasHeadersAlone(String path, String length) {
        Answer answer = server.ask("HEAD", path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo(length);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/style.css,br,br",
        "/style.css,gzip,gzip",
        "/style.css,'gzip, deflate, br;q=0.5',br",
        "/style.css,'br;q=0, GZIP ; q=0.1',gzip",
        "/style.css,'br;q=0.0, *',gzip",
        "/style.css,*,br",
        "/style.css,identity,",
        "/style.css,gzip;q=0,",
        "/style.css,xgzip,",
        "/built.css,'gzip, br',gzip",
        "/long.css,gzip,gzip",
        "/long.css,br,"
    })
    void compressedFile_isSentToWhoTakesIt(String path, String accepted, String encoding) throws IOException {
        Answer answer = server.get(path, "Accept-Encoding: " + accepted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isEqualTo(encoding);
        assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(answer.header("Content-Type")).isEqualTo("text/css;charset=utf-8");
        String plain = server.get(path).body();
        assertThat("gzip".equals(encoding) ? SiteFolder.unzip(answer.octets()) : answer.body())
                .isEqualTo("br".equals(encoding) ? "brotli" : plain);
    }

    @Test
    void compressedOlderVersion_isNeverSent() {
        Answer answer = server.get("/stale.css", "Accept-Encoding: gzip");

        assertThat(answer.body()).isEqualTo("new");
        assertThat(answer.header("Content-Encoding")).isNull();
    }

    @Test
    void brotliOlderThanItsFile_isNeverSent() throws IOException {
        Files.setLastModifiedTime(folder.resolve("style.css.br"), FileTime.fromMillis(0));

        try (HandlerServer fresh = SiteServing.of(new Site(folder), false)) {
            assertThat(fresh.get("/style.css", "Accept-Encoding: br").body()).isEqualTo("a{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/built.css.gz", "/_edge/compressed/built.css.gz"})
    void whatTheBuildCompressed_hasNoAddressOfItsOwn(String path) {
        assertThat(server.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/built.css", "/long.css"})
    void knownEtagOfAnEncoding_isNotModified(String path) {
        String zipped = server.get(path, "Accept-Encoding: gzip").header("ETag");

        Answer again = server.get(path, "Accept-Encoding: gzip", "If-None-Match: \"x\", W/" + zipped);

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(again.header("ETag")).isEqualTo(zipped);
        assertThat(server.get(path, "If-None-Match: " + zipped).status()).isEqualTo(200);
    }

    @Test
    void rangeOfACompressedFile_isOfThePlainOne() {
        Answer part = server.get("/long.css", "Accept-Encoding: gzip", "Range: bytes=2-6");

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("23456");
        assertThat(part.header("Content-Encoding")).isNull();
        assertThat(part.header("Vary")).isEqualTo("Accept-Encoding");
    }

    @ParameterizedTest
    @CsvSource({"/main-9f86d081.css,true", "/report-20260102.css,false", "/page-9f86d081.html,false", "/style.css,false"
    })
    void nameWithADigestOfTheContent_isKeptForGood(String path, boolean immutable) {
        assertThat(server.get(path).header("Cache-Control"))
                .isEqualTo(immutable ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate");
    }

    @Test
    void matchingConditionOnAnotherVersion_fails() {
        String etag = server.get("/style.css").header("ETag");

        assertThat(server.get("/style.css", "If-Match: " + etag).status()).isEqualTo(200);
        assertThat(server.get("/style.css", "If-Match: \"other\"").status()).isEqualTo(412);
    }

    @Test
    void encodings_haveEtagsOfTheirOwn() {
        assertThat(server.get("/style.css", "Accept-Encoding: br").header("ETag"))
                .isNotEqualTo(server.get("/style.css").header("ETag"));
    }

    @ParameterizedTest
    @CsvSource({"/big.txt,23456", "/app.js,"})
    void range_isServedForFilesButPages(String path, String body) {
        Answer answer = server.get(path, "Range: bytes=2-6");

        assertThat(answer.status()).isEqualTo(body == null ? 416 : 206);
        assertThat(server.get("/", "Range: bytes=0-1").status()).isEqualTo(200);
        if (body != null) {
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void rangeOfAnOlderFile_getsTheWholeNewOne() {
        String etag = server.get("/big.txt").header("ETag");

        assertThat(server.get("/big.txt", "Range: bytes=0-1", "If-Range: " + etag)
                        .status())
                .isEqualTo(206);
        assertThat(server.get("/big.txt", "Range: bytes=0-1", "If-Range: \"old\"")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Range: bytes=--5",
                "Range: bytes=99999999999999999999-",
                "Range: items=0-1",
                "Range: bytes=0-0,1-1,2-2,9-1",
                "If-None-Match: \"",
                "If-None-Match: *",
                "If-Match: W/",
                "If-Modified-Since: yesterday",
                "If-Unmodified-Since: -1",
                "If-Range: ???",
                "Accept-Encoding: ;;;q=,,",
                "Accept-Encoding: gzip;q=banana",
                "Accept-Encoding: gzip;q=",
                "Accept: \u00ff\u00fe",
                "Cookie: se_bucket=\u00e9; =; ;",
                "Sec-Purpose: ,,,",
                "X-Forwarded-For: not, an, address"
            })
    void forgedHeader_isNeverTheServersFault(String header) {
        for (String path : new String[] {"/", "/built.css", "/long.css", "/nothing"}) {
            assertThat(server.get(path, header).status()).as(path).isLessThan(500);
        }
    }

    @Test
    void otherMethod_isNotAllowed() {
        Answer answer = server.ask("POST", "/", "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void fileGoneFromDisk_isA404() throws IOException {
        Files.delete(folder.resolve("file.html"));

        assertThat(server.get("/file").status()).isEqualTo(404);
    }

    @Test
    void siteWithoutTracker_servesTheRuntimesOwn() throws IOException {
        byte[] own = Tracker.bytes();
        Files.delete(folder.resolve("_edge/site-edge.js"));

        try (HandlerServer fresh = SiteServing.of(new Site(folder), false)) {
            Answer answer = fresh.get("/_edge/site-edge.js");
            assertThat(answer.status()).isEqualTo(own == null ? 404 : 200);
            if (own != null) {
                assertThat(answer.body()).isEqualTo(new String(own, StandardCharsets.UTF_8));
            }
        }
    }
}
