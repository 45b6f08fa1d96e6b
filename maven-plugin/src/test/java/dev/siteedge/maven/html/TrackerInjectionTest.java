package dev.siteedge.maven.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerInjectionTest {
    private static final String PAGE = "<head>\n</head>\n";

    @TempDir
    Path site;

    @Test
    void site_getsTheScriptAndATagInEveryPage() throws IOException {
        write("index.html", PAGE);
        write("_edge/variants/hero.bold/index.html", PAGE);
        write("old.HTM", PAGE);

        int tracked = new TrackerInjection(site, tag()).run(Set.of());

        assertThat(tracked).isEqualTo(3);
        assertThat(site.resolve("_edge/site-edge.js")).isNotEmptyFile();
        assertThat(site.resolve("_edge/variants/hero.bold/index.html"))
                .content()
                .contains("site-edge.js");
    }

    @Test
    void feedFragmentAndUntrackedPage_stayAsTheyAre() throws IOException {
        write("feed.xml", PAGE);
        write("part.html", "<p>");
        write("a/private.html", PAGE);

        int tracked = new TrackerInjection(site, tag()).run(Set.of("a/private.html"));

        assertThat(tracked).isZero();
        assertThat(site.resolve("feed.xml")).hasContent(PAGE);
        assertThat(site.resolve("part.html")).hasContent("<p>");
        assertThat(site.resolve("a/private.html")).hasContent(PAGE);
    }

    private void write(String name, String content) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static TrackerTag tag() {
        return new TrackerTag("", "example.com", "none", "", false, false, "");
    }
}
