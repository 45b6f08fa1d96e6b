package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsReaderTest {
    @TempDir
    private Path folder;

    private ReadRules read(String text) {
        new SiteFolder(folder)
                .with("page.html", "page")
                .with("folder/index.html", "folder")
                .with("_redirects", text);
        return ReadRules.of(folder);
    }

    private static String lines(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(format, i, i))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void status_isTheThirdWord(int status) {
        assertThat(read("/a /b " + status).redirect("/a")).isEqualTo(status + " /b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a /b|302 /b",
                "/a \t /b \t 301|301 /b",
                "a /b|302 /b",
                "/a /b#part|302 /b#part",
                "/a /b?x=1#part 301 # why|301 /b?x=1#part",
                "/a#here /b|302 /b",
                "/a /b 301!|301 /b",
                "/a https://example.com|302 https://example.com/",
                "/a https://example.com:8443/x?y|302 https://example.com:8443/x?y",
                "/a http://example.com/x|302 http://example.com/x",
                "/a /naïve<page>|302 /na%C3%AFve%3Cpage%3E",
                "/a /b%20c|302 /b%20c",
                "/a /:unknown|302 /:unknown"
            })
    void line_isARule(String line, String redirect) {
        ReadRules rules = read("# comment\n\n" + line + "\r\n");

        assertThat(rules.redirect("/a")).isEqualTo(redirect);
        assertThat(rules.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a|has 1 words; write: source target [status]",
                "/a id=:id /b 301|has 4 words",
                "/a /b 404|status '404' must be 200, 301, 302, 303, 307 or 308",
                "/a /b 0302|status '0302'",
                "/a /b Country=de|status 'Country=de'",
                "https://example.com/a /b|has a host; write the path alone",
                "/a?x=1 /b|asks for a query",
                "/a b|must be a path that begins with one /",
                "/a //evil.example/|must be a path that begins with one /",
                "/a /\\evil.example/ /x|status '/x'",
                "/a javascript:alert(1)|must be a path that begins with one /",
                "/a https:///x|and a host without placeholders",
                "/a https://user@example.com/|and a host without placeholders",
                "/go/* https://:splat|and a host without placeholders",
                "/go/* https://example.com:splat/|and a host without placeholders",
                "/go/:h https://:h.example.com/|and a host without placeholders",
                "/a /%zz|not percent-encoded",
                "/*/* /b|more than one *",
                "/a https://example.com/ 200|shows a page of this site",
                "/* /index.html 200|one index page in the place of every file"
            })
    void lineThatCannotBeObeyed_isLeftOutByNumber(String line, String why) {
        ReadRules rules = read("# comment\n" + line + "\n/good /fine");

        assertThat(rules.warnings())
                .singleElement()
                .asString()
                .startsWith("_redirects:2 is left out: ")
                .contains(why);
        assertThat(rules.redirect("/good")).isEqualTo("302 /fine");
        assertThat(rules.redirect("/a")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a /a",
                "/a /a?x=1",
                "/* /index.html",
                "/old/* /old/archive/:splat",
                "/:lang/about /en/about",
                "/a /b\n/b /a",
                "/a /b\n/b /c\n/c /a",
                "/folder/ /folder",
                "/page /page/",
                "/a /x/1\n/x/* /a"
            })
    void rulesInACircle_loseTheLastOne(String text) {
        int last = (int) text.lines().count();

        assertThat(read(text).warnings())
                .singleElement()
                .asString()
                .startsWith("_redirects:" + last + " is left out: ")
                .contains("would redirect in a circle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ /index.html",
                "/a /b\n/b /c",
                "/folder /folder/",
                "/old/* /new/:splat",
                "/a https://example.com/a",
                "/a /a 200",
                "/en/about /de/ 200\n/:lang/about /en/about"
            })
    void rulesThatEnd_areKept(String text) {
        assertThat(read(text).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20,0", "21,1"})
    void chain_isAsLongAsBrowsersFollow(int hops, int leftOut) {
        String chain = IntStream.range(0, hops)
                .map(i -> hops - i)
                .mapToObj(i -> "/c" + i + " /c" + (i + 1))
                .collect(Collectors.joining("\n"));

        assertThat(read(chain).warnings()).hasSize(leftOut);
    }

    @Test
    void topmostRule_wins() {
        ReadRules rules = read("/a/1 /one\n/a/* /all/:splat\n/a/2 /two\n/a/1 /again\n/a/:x /named");

        assertThat(rules.redirect("/a/1")).isEqualTo("302 /one");
        assertThat(rules.redirect("/a/2")).isEqualTo("302 /all/2");
        assertThat(rules.warnings()).singleElement().asString().contains("_redirects:4", "'/a/1' already");
    }

    /** Whatever the server in front lets through. */
    @ParameterizedTest
    @CsvSource({
        "/strip//evil.example/,302 /evil.example/",
        "/strip///evil.example/,302 /evil.example/",
        "/strip/\\evil.example/,302 /%5Cevil.example/",
        "/strip/https://evil.example/,302 /https:/evil.example/"
    })
    void captureAtTheRoot_neverBecomesAHost(String path, String redirect) {
        assertThat(read("/strip/* /:splat").redirect(path)).isEqualTo(redirect);
    }

    @Test
    void captures_goWhereTheyAreNamed() {
        ReadRules rules = read("/blog/:year/:month/* /archive/:month-:year_x/:splatter?y=:year#:month 301");

        assertThat(rules.redirect("/blog/2026/12/a/b")).isEqualTo("301 /archive/12-2026_x/a/bter?y=2026#12");
    }

    @ParameterizedTest
    @CsvSource({"2000,0", "2001,1"})
    void staticRules_haveALimit(int count, int leftOut) {
        ReadRules rules = read(lines(count, "/s%d /t%d") + "\n/d/* /e");

        assertThat(rules.warnings()).hasSize(leftOut);
        assertThat(rules.redirect("/s1999")).isEqualTo("302 /t1999");
        assertThat(rules.redirect("/s2000")).isEqualTo("none");
        assertThat(rules.redirect("/d/1")).isEqualTo("302 /e");
    }

    @ParameterizedTest
    @CsvSource({"100,0", "101,1"})
    void dynamicRules_haveALimitOfTheirOwn(int count, int leftOut) {
        ReadRules rules = read(lines(count, "/d%d/* /t%d") + "\n/s /t");

        assertThat(rules.warnings()).hasSize(leftOut);
        assertThat(rules.redirect("/d99/x")).isEqualTo("302 /t99");
        assertThat(rules.redirect("/d100/x")).isEqualTo("none");
        assertThat(rules.redirect("/s")).isEqualTo("302 /t");
    }

    @ParameterizedTest
    @CsvSource({"2000,302", "2001,none"})
    void line_hasALimit(int length, String redirect) {
        String start = "  /a /";
        ReadRules rules = read(start + "b".repeat(length - start.strip().length()) + "  ");

        assertThat(rules.redirect("/a")).startsWith(redirect);
        assertThat(rules.warnings()).hasSize(redirect.equals("none") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0,302 /b", "1,none"})
    void file_hasALimit(int more, String redirect) {
        String rule = "/a /b\n";
        ReadRules rules = read(rule + "#".repeat(RuleFile.MAX_FILE_BYTES - rule.length() + more));

        assertThat(rules.redirect("/a")).isEqualTo(redirect);
        assertThat(rules.warnings()).hasSize(more);
    }

    @Test
    void warnings_areLoggedALineEachUpToALimit() {
        new SiteFolder(folder).with("_redirects", "bad\u0007line\n".repeat(52));
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThat(new Site(folder).current().rules().redirects().find("/a"))
                    .isNull();
        } finally {
            System.setErr(before);
        }

        String[] logged = captured.toString(StandardCharsets.UTF_8).strip().split("\n");
        assertThat(logged).hasSize(51);
        assertThat(logged[0]).contains("WARN").contains("_redirects:1 is left out: 'bad\uFFFDline' has 1 words");
        assertThat(logged[50]).contains("2 more lines are left out");
    }
}
