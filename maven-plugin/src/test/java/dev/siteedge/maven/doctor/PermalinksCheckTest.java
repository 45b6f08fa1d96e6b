package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermalinksCheckTest {
    @TempDir
    Path folder;

    private final PermalinksCheck check = new PermalinksCheck();

    @Test
    void addressesOfTheirOwn_areFine() throws IOException {
        SickSite site = new SickSite(folder)
                .built("a.html", "")
                .built("b/index.html", "")
                .built("index.html", "")
                .built("c/a.html", "")
                .built("_edge/variants/hero.bold/a/index.html", "");

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @Test
    void twoSourcesOfOneFile_isWhatTheBuildSays() throws IOException {
        String line = "Destination is shared: /a/ is written by a.md and b.md. Give one of them another permalink.";

        assertThat(SickSite.lines(check, new SickSite(folder).failed(line)))
                .containsExactly("ERROR permalinks: " + line);
    }

    @Test
    void fileAndFolderOfOneName_areNamed() throws IOException {
        SickSite site = new SickSite(folder).built("docs/a.html", "").built("docs/a/index.html", "");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly(
                        "WARN permalinks: two pages answer /docs/a, and hosts differ in which one: docs/a.html and"
                                + " docs/a/index.html. Give one of them another permalink.");
    }

    @Test
    void namesThatDifferInCase_areNamed() throws IOException {
        SickSite site = new SickSite(folder).built("About/index.html", "").built("about/index.html", "");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly(
                        "WARN permalinks: two files differ only in upper and lower case, which some disks and hosts"
                                + " take for one: About/index.html and about/index.html. Give one of them another permalink.");
    }
}
