package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildCheckTest {
    @TempDir
    Path folder;

    private final BuildCheck check = new BuildCheck();

    @Test
    void siteThatBuilds_isFine() throws IOException {
        assertThat(SickSite.lines(check, new SickSite(folder).built())).isEmpty();
    }

    @Test
    void failure_isSaidAsTheBuildSaysIt() throws IOException {
        Diagnosis site = new SickSite(folder).failed("index.md:3: layout is unknown: x. Write layout: none.");

        assertThat(SickSite.lines(check, site))
                .containsExactly("ERROR build: index.md:3: layout is unknown: x. Write layout: none.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Destination is shared: /a/ is written by a.md and b.md. Give one another permalink. | permalinks",
                "api.md:2: the edge answers /api itself and would hide /api.html. Give it another permalink. | reserved paths",
                "_config.yml:3: gem is unknown: jekyll-x; bundled are a, b. Add it. | gems",
                "_config.yml:3: gem is native: sassc; its extension in C cannot be loaded by JRuby. Remove it. | gems",
                "_data/experiments.yml:4: id is wrong: 'hero' is in line 1, too. Choose another. | experiments",
                "index.md:8: unknown variant 'b2' of experiment 'hero'; known variants: control. | experiments",
                "SITE_EDGE_TOKEN is wrong: example.com answered 401 and it is not set. | edge",
                "_config.yml: feature_flags.experiments_url is wrong: x; it must be a URL. | edge",
                "index.md:8: Liquid is wrong: an unclosed tag. Mend the tag. | build"
            })
    void failure_belongsToTheCheckOfItsKind(String failure, String owner) throws IOException {
        Diagnosis site = new SickSite(folder).failed(failure);

        assertThat(FailureOwner.of(failure)).isEqualTo(owner);
        assertThat(SickSite.lines(check, site))
                .containsExactly(
                        owner.equals("build")
                                ? "ERROR build: " + failure
                                : "ERROR build: the site cannot be built. Mend what the check " + owner + " names.");
    }

    @Test
    void warnings_areFindingsUpToTen() throws IOException {
        SickSite site = new SickSite(folder).warning("Feature flags: experiments_url is not usable: x; going on.");
        for (int i = 1; i <= 12; i++) {
            site.warning("a.md:" + i + ": deprecated.");
        }

        assertThat(SickSite.lines(check, site.built()))
                .hasSize(11)
                .startsWith("WARN build: a.md:1: deprecated.")
                .endsWith("WARN build: 2 more warnings. Run site-edge:build to see all of them.");
    }
}
