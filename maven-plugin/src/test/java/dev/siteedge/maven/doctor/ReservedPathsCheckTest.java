package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedPathsCheckTest {
    @TempDir
    Path folder;

    private final ReservedPathsCheck check = new ReservedPathsCheck();

    @ParameterizedTest
    @CsvSource({
        "api, api/v1/index.html",
        "dashboard, dashboard/index.html",
        "ofrep, ofrep.html",
        "healthz, healthz",
        "readyz, readyz/index.html",
        "metrics, metrics.html"
    })
    void fileWhereTheEdgeAnswers_isNamed(String path, String file) throws IOException {
        SickSite site = new SickSite(folder).built(file, "").built("index.html", "");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("ERROR reserved paths: the edge answers /" + path + " itself and hides " + file
                        + ". Give it another permalink.");
    }

    @Test
    void nameThatOnlyBeginsSo_isFine() throws IOException {
        SickSite site = new SickSite(folder).built("apidocs/index.html", "").built("docs/api/index.html", "");

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @Test
    void siteBelowABaseurl_mayUseThem() throws IOException {
        SickSite site = new SickSite(folder).built("api/index.html", "").baseurl("/docs");

        assertThat(SickSite.lines(check, site.built())).isEmpty();
    }

    @Test
    void manyFiles_areCounted() throws IOException {
        SickSite site = new SickSite(folder);
        for (int i = 1; i <= 5; i++) {
            site.built("api/" + i + ".json", "{}");
        }

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("ERROR reserved paths: the edge answers /api itself and hides api/1.json, api/2.json,"
                        + " api/3.json and 2 more. Give it another permalink.");
    }
}
