package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links among a site's files; what is followed and what is left out is what Jekyll 4.3.1 does under CRuby. */
@Timeout(120)
class LinksTest {
    private static final JekyllBuild BUILD = JekyllBuild.warm(InstantSource.system(), new RecordingLog());

    @TempDir
    static Path folder;

    private final Path source = folder.resolve("source");
    private final Path site = folder.resolve("site");
    private final Path outside = folder.resolve("outside");

    @AfterAll
    static void stop() {
        BUILD.close();
    }

    @BeforeEach
    void linkedSite() throws IOException {
        Folders.delete(source.resolve("a"));
        TestSites.write(source, "_config.yml", "title: T\n");
        TestSites.write(source, "index.md", "---\n---\nhome\n");
        TestSites.write(outside, "plain.txt", "text");
        TestSites.write(outside, "page.md", "---\n---\npage\n");
        TestSites.write(outside, "sub/deep.md", "---\n---\ndeep\n");
        TestSites.write(outside, "2026-01-02-p.md", "---\n---\npost\n");
        link("plain.txt", outside.resolve("plain.txt"));
        link("page.md", outside.resolve("page.md"));
        link("folder", outside);
        link("_posts/2026-01-02-p.md", outside.resolve("2026-01-02-p.md"));
    }

    @Test
    void linksOutOfTheSource_areFollowed() {
        BUILD.run(TestSites.request(source, site));

        assertThat(site.resolve("plain.txt")).isRegularFile().hasContent("text");
        assertThat(site.resolve("page.html")).content().contains("page");
        assertThat(site.resolve("folder/sub/deep.html")).content().contains("deep");
        assertThat(site.resolve("2026/01/02/p.html")).content().contains("post");
        assertThat(Files.isSymbolicLink(site.resolve("plain.txt"))).isFalse();
    }

    @Test
    void safeMode_leavesThemOut() throws IOException {
        TestSites.write(source, "_config.yml", "safe: true\n");

        BUILD.run(TestSites.request(source, site));

        assertThat(site.resolve("index.html")).exists();
        assertThat(site.resolve("plain.txt")).doesNotExist();
        assertThat(site.resolve("page.html")).doesNotExist();
        assertThat(site.resolve("folder")).doesNotExist();
        assertThat(site.resolve("2026")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"a/up, .., a/up", "a/self, self, a/self", "a/one, other, a/one", "a/b/top, ../.., a/b/top"})
    void circle_isNamed(String name, Path target, String named) throws IOException {
        link(name, target);
        if (target.endsWith("other")) {
            link("a/other", Path.of("one"));
        }

        assertThatThrownBy(() -> BUILD.run(TestSites.request(source, site)))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage(named + ": the link leads in a circle: " + target
                        + ". Remove it, or list it under exclude: in _config.yml.");
    }

    @Test
    void circleThatIsExcluded_isNoCircle() throws IOException {
        link("a/up", Path.of(".."));
        TestSites.write(source, "_config.yml", "exclude: [a/up]\n");

        BUILD.run(TestSites.request(source, site));

        assertThat(site.resolve("index.html")).exists();
    }

    private void link(String name, Path target) throws IOException {
        Path link = source.resolve(name);
        Files.createDirectories(link.getParent());
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, target);
        }
    }
}
