package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages where the edge answers itself. */
class ReservedPathsTest {
    private static final JekyllBuild BUILD = JekyllBuild.warm(InstantSource.system(), new RecordingLog());

    @TempDir
    static Path folder;

    private final Path source = folder.resolve("source");
    private final Path site = folder.resolve("site");

    @AfterAll
    static void stop() {
        BUILD.close();
    }

    @BeforeEach
    void cleanSite() throws IOException {
        for (String name : new String[] {"a.md", "api", "docs"}) {
            Folders.delete(source.resolve(name));
        }
        TestSites.write(source, "_config.yml", "title: T\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "dashboard", "ofrep", "healthz", "readyz", "metrics"})
    void reservedNames_failTheBuildBelowThemAndAsPages(String name) throws IOException {
        for (String permalink : new String[] {"/" + name + "/x/", "/" + name + "/", "/" + name + ".html"}) {
            TestSites.write(source, "a.md", "---\npermalink: " + permalink + "\n---\n");

            assertThat(failure())
                    .startsWith("a.md:2: the edge answers /" + name + " itself and would hide " + permalink)
                    .contains("Give it another permalink");
        }
        assertThat(site).doesNotExist();
    }

    @Test
    void severalPages_areCounted() throws IOException {
        for (int i = 1; i <= 3; i++) {
            TestSites.write(source, "api/" + i + ".json", "{}");
        }

        assertThat(failure()).contains("/api itself and would hide /api/").contains(".json and 2 more. ");
    }

    @Test
    void nameThatOnlyBeginsSo_orBelowAFolderOrBaseurl_isFine() throws IOException {
        TestSites.write(source, "docs/api/index.md", "---\n---\n");
        TestSites.write(source, "a.md", "---\npermalink: /apidocs/\n---\n");
        assertThat(pages()).isEqualTo(2);

        TestSites.write(source, "_config.yml", "baseurl: /docs\n");
        TestSites.write(source, "a.md", "---\npermalink: /api/\n---\n");
        assertThat(pages()).isEqualTo(2);
    }

    @Test
    void baseurlThatIsReserved_failsTheBuild() throws IOException {
        TestSites.write(source, "_config.yml", "baseurl: /api\n");
        TestSites.write(source, "a.md", "---\n---\n");

        assertThat(failure()).startsWith("a.md: the edge answers /api itself and would hide /a.html. ");
    }

    @Test
    void siteThatKnows_isBuilt() throws IOException {
        TestSites.write(source, "_config.yml", "site_edge:\n  reserved_paths: allow\n");
        TestSites.write(source, "a.md", "---\npermalink: /api/\n---\n");

        assertThat(pages()).isOne();
    }

    private String failure() {
        return String.valueOf(catchThrowable(this::pages).getMessage());
    }

    private int pages() {
        return BUILD.run(TestSites.request(source, site)).pages();
    }
}
