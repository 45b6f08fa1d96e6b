package dev.siteedge.edge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardHandlerTest {
    private final HandlerServer server = new HandlerServer(new DashboardHandler());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/dashboard,text/html;charset=utf-8",
        "/dashboard/dashboard.css,text/css;charset=utf-8",
        "/dashboard/dashboard.js,text/javascript;charset=utf-8",
        "/dashboard/uplot.js,text/javascript;charset=utf-8",
        "/dashboard/uplot.css,text/css;charset=utf-8",
        "/dashboard/icon.svg,image/svg+xml;charset=utf-8"
    })
    void file_isServedWithItsTypeAndPolicy(String path, String type) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe", "http");
        assertThat(server.get(path, "If-None-Match: " + answer.header("ETag")).status())
                .isEqualTo(304);
        assertThat(server.get(path, "If-None-Match: \"other\"").status()).isEqualTo(200);
    }

    @Test
    void compressedFile_hasAnEtagOfItsOwn() {
        Answer compressed = server.get("/dashboard/uplot.js", "Accept-Encoding: gzip, br");

        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("ETag"))
                .isNotEqualTo(server.get("/dashboard/uplot.js").header("ETag"));
    }

    /** The policy forbids it: whatever is inline would silently not work. */
    @Test
    void page_hasNothingInlineAndNothingFromElsewhere() {
        String page = server.get("/dashboard").body();

        assertThat(page).doesNotContain("<style", " style=", "onclick=", "javascript:", "://");
        assertThat(Pattern.compile("<script(?![^>]*\\bsrc=)").matcher(page).find())
                .isFalse();
    }

    @Test
    void everyFileThatThePageNames_isServed() {
        List<String> names = Pattern.compile("(?:href|src)=\"(dashboard/[^\"]+)\"")
                .matcher(server.get("/dashboard").body())
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(5);
        assertThat(names)
                .allSatisfy(name -> assertThat(server.get("/" + name).status()).isEqualTo(200));
    }

    /** Data of visitors reaches the page: written as text it can't become markup. */
    @Test
    void script_writesNoMarkup() {
        assertThat(server.get("/dashboard/dashboard.js").body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard/nothing", "/dashboard/../x", "/dashboards", "/"})
    void anythingElse_isLeftToOthers(String path) {
        assertThat(server.get(path).status()).isEqualTo(404);
    }

    @Test
    void slashAndOtherMethods_areRefusedOrMoved() {
        assertThat(server.get("/dashboard/").header("Location")).isEqualTo("/dashboard");
        assertThat(server.ask("POST", "/dashboard", "Content-Length: 0").status())
                .isEqualTo(405);
        assertThat(server.ask("HEAD", "/dashboard").body()).isEmpty();
    }
}
