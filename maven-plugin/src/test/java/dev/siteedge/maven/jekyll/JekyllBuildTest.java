package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One build of the fixture site, over an old one. */
class JekyllBuildTest {
    private static final RecordingLog LOG = new RecordingLog();

    @TempDir
    static Path folder;

    private static Path site = Path.of("");
    private static BuildResult result = new BuildResult(site, 0, 0, 0, java.time.Duration.ZERO);

    @BeforeAll
    static void build() throws IOException {
        Path source = TestSites.copy(Path.of("src/test/sites/fixture"), folder.resolve("source"));
        Files.writeString(
                source.resolve("_config.yml"),
                Files.readString(source.resolve("_config.yml")) + "keep_files: [kept]\n");
        TestSites.write(
                source,
                "_plugins/warns.rb",
                "Warning[:deprecated] = true\nwarn(\"#{__FILE__}:1: warning: old thing\")\n");
        site = folder.resolve("site");
        TestSites.write(site, "kept/report.txt", "kept");
        TestSites.write(site, "gone.html", "old");
        result = JekyllBuild.cold(InstantSource.system(), LOG).run(TestSites.profiled(TestSites.request(source, site)));
    }

    @Test
    void pages_areRenderedWithLayoutsDataPluginsAndThePluginGems() {
        assertThat(site.resolve("pages/über/index.html"))
                .content()
                .contains("<td>1</td>", "<p>See <a href=\"/base/news/2026/01/02/first/\">", "Fixture NOW!", "Über</a>");
        assertThat(site.resolve("news/2026/01/02/first/index.html")).content().contains("class=\"highlight\"");
        assertThat(site.resolve("start/index.html")).content().contains("https://fixture.example/base/");
        assertThat(site.resolve("sitemap.xml")).content().contains("https://fixture.example/base/pages/plain/");
        assertThat(site.resolve("tag/a/index.html")).content().contains("First");
    }

    @Test
    void tracker_isInPagesOnly() {
        String tag = "<script defer src=\"/base/_edge/site-edge.js\" data-site=\"fixture.example\""
                + " data-consent=\"necessary\" data-files=\"pdf,zip\"></script>\n</head>";
        assertThat(site.resolve("index.html")).content().containsOnlyOnce(tag);
        assertThat(site.resolve("_edge/site-edge.js")).isNotEmptyFile();
        assertThat(site.resolve("fragment/index.html")).hasContent("<p>A fragment of Fixture</p>");
        assertThat(site.resolve("feed.xml")).content().doesNotContain("site-edge.js");
    }

    @Test
    void pageThatWantsNoTracker_hasNone() {
        assertThat(site.resolve("2026/02/03/second/index.html"))
                .content()
                .contains("nobody is counted here")
                .doesNotContain("site-edge.js");
    }

    @Test
    void hostingFiles_areIncludedByDefault() {
        assertThat(site.resolve("_redirects")).hasContent("/old /new 301");
        assertThat(site.resolve("_headers")).exists();
        assertThat(site.resolve(".well-known/security.txt")).exists();
    }

    @Test
    void oldSite_isReplacedButForWhatIsKept() {
        assertThat(site.resolve("kept/report.txt")).hasContent("kept");
        assertThat(site.resolve("gone.html")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**/.site*");
    }

    @Test
    void warningOfRuby_namesItsPlace() {
        assertThat(LOG.level("WARN")).contains("_plugins/warns.rb:1: old thing");
        assertThat(result.warnings()).isEqualTo(LOG.level("WARN").size());
    }

    @Test
    void profile_namesTheSlowestPages() {
        List<String> lines = LOG.level("INFO");
        int title = lines.indexOf("Slowest of " + result.pages() + " pages:");

        assertThat(title).isNotNegative();
        assertThat(lines.subList(title + 1, title + 11)).allMatch(line -> line.matches(" *\\d+ ms  \\S.*"));
        List<Integer> millis = lines.subList(title + 1, title + 11).stream()
                .map(line -> Integer.valueOf(line.strip().split(" ")[0]))
                .toList();
        assertThat(millis).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(lines).anyMatch(line -> line.contains("_layouts/default.html"));
    }

    @Test
    void result_countsPages() {
        assertThat(result.pages()).isGreaterThan(10);
        assertThat(result.tracked()).isBetween(5, result.pages());
        assertThat(result.destination()).isEqualTo(site);
    }
}
