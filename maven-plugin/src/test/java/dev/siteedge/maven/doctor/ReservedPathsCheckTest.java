package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedPathsCheckTest {
    @TempDir
    Path folder;

    private final ReservedPathsCheck check = new ReservedPathsCheck();

    @Test
    void pageWhereTheEdgeAnswers_isWhatTheBuildSays() throws IOException {
        String line = "api.md:2: the edge answers /api itself and would hide /api.html. Give it another permalink.";

        assertThat(SickSite.lines(check, new SickSite(folder).failed(line)))
                .containsExactly("ERROR reserved paths: " + line);
    }

    @Test
    void siteThatCouldBeBuilt_isFine() throws IOException {
        assertThat(SickSite.lines(
                        check, new SickSite(folder).built("api/a.json", "{}").built()))
                .isEmpty();
    }
}
