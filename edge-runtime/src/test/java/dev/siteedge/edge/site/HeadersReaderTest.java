package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersReaderTest {
    @TempDir
    private Path folder;

    private ReadRules read(String text) {
        new SiteFolder(folder).with("_headers", text);
        return ReadRules.of(folder);
    }

    private static List<HeaderChange> changes(ReadRules read, String host, String path) {
        return read.rules().headers().matching(host, path);
    }

    @Test
    void block_isAUrlAndItsHeaders() {
        ReadRules read = read("""
                # all pages
                /a
                  X-One: 1
                  # inside a block
                  X-Two:a: b
                \tX-One: 11
                  ! X-Three

                https://:branch.example.com/*
                  Link: <https://example.com/:splat?b=:branch>; rel="canonical"
                """);

        assertThat(read.warnings()).isEmpty();
        assertThat(changes(read, "example.com", "/a"))
                .containsExactly(new HeaderChange(List.of("X-Three"), Map.of("X-One", "1, 11", "X-Two", "a: b")));
        assertThat(changes(read, "new.example.com", "/b c"))
                .containsExactly(new HeaderChange(
                        List.of(), Map.of("Link", "<https://example.com/b%20c?b=new>; rel=\"canonical\"")));
        assertThat(changes(read, "example.com", "/b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-One|is neither a URL, 'Name: value' nor '! Name'",
                "X One: 1|'X One' is no name of a header",
                ": 1|'' is no name of a header",
                "X-One:|must be ASCII text, not empty",
                "X-One: naïve|must be ASCII text",
                "!|'' is no name of a header",
                "Content-Length: 1|the edge alone sets Content-Length",
                "! transfer-encoding|the edge alone sets transfer-encoding",
                "ETag: \"x\"|the edge alone sets ETag",
                "Location: /|the edge alone sets Location"
            })
    void lineThatCannotBeObeyed_isLeftOutByNumber(String line, String why) {
        ReadRules read = read("/a\n  " + line + "\n  X-Good: 1\n");

        assertThat(read.warnings())
                .singleElement()
                .asString()
                .startsWith("_headers:2 is left out: ")
                .contains(why);
        assertThat(changes(read, "", "/a")).containsExactly(new HeaderChange(List.of(), Map.of("X-Good", "1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/*/*|more than one *",
                "http://example.com/a|must begin with / or https://",
                "https://example.com:80/a|needs a host without a port",
                "/a?b|asks for a query"
            })
    void ruleWithAWrongUrl_isLeftOutWithItsLines(String url, String why) {
        ReadRules read = read("/a\n  X-One: 1\n" + url + "\n  X-Two: 2\n");

        assertThat(read.warnings())
                .singleElement()
                .asString()
                .startsWith("_headers:3 is left out: ")
                .contains(why);
        assertThat(changes(read, "example.com", "/a"))
                .containsExactly(new HeaderChange(List.of(), Map.of("X-One", "1")));
    }

    @Test
    void ruleWithoutHeadersAndHeaderWithoutRule_areLeftOut() {
        assertThat(read("X-One: 1\n/a\n/b\n  X-Two: 2\n/c").warnings())
                .containsExactly(
                        "_headers:1 is left out: 'X-One: 1' comes before any URL; write a path above it.",
                        "_headers:2 is left out: '/a' has no headers; write 'Name: value' below it.",
                        "_headers:5 is left out: '/c' has no headers; write 'Name: value' below it.");
    }

    @ParameterizedTest
    @CsvSource({"100,0", "101,1"})
    void rules_haveALimit(int count, int leftOut) {
        ReadRules read = read(IntStream.range(0, count)
                .mapToObj(i -> "/p" + i + "\n  X: " + i)
                .collect(Collectors.joining("\n")));

        assertThat(read.warnings()).hasSize(leftOut);
        assertThat(changes(read, "", "/p99")).hasSize(1);
        assertThat(changes(read, "", "/p100")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2000,0", "2001,1"})
    void line_hasALimit(int length, int leftOut) {
        ReadRules read = read("/a\n  Y: 1\n  X: " + "v".repeat(length - 3));

        assertThat(read.warnings()).hasSize(leftOut);
        assertThat(changes(read, "", "/a").get(0).values().containsKey("X")).isEqualTo(leftOut == 0);
    }

    @Test
    void controlCharacterInAValue_isRefused() {
        assertThat(read("/a\n  X-One: a\rSet-Cookie: b\n").warnings())
                .singleElement()
                .asString()
                .contains("must be ASCII text");
    }
}
