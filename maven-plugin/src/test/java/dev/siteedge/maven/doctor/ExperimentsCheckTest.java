package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsCheckTest {
    private static final String USED = "{\"/\": {\"experiments\": [\"hero\"], \"renditions\": {}}}";

    @TempDir
    Path folder;

    private final ExperimentsCheck check = new ExperimentsCheck();

    @Test
    void runningOnAPageWithAGoal_isFine() throws IOException {
        assertThat(SickSite.lines(
                        check,
                        site("\"status\": \"running\", \"goals\": [\"x\"], \"ends\": \"2026-11-25T12:00:00Z\"", USED)))
                .isEmpty();
    }

    @Test
    void runningOnNoPage_isNamed() throws IOException {
        assertThat(SickSite.lines(check, site("\"status\": \"running\", \"goals\": [\"x\"]", "{}")))
                .containsExactly(
                        "WARN experiments: experiment 'hero' is running and on no page. Put {% experiment hero %}"
                                + " into a page or experiments: [hero] into its front matter, or set its status to draft.");
    }

    @Test
    void runningWithoutGoal_isNamed() throws IOException {
        assertThat(SickSite.lines(check, site("\"status\": \"running\"", USED)))
                .containsExactly("WARN experiments: experiment 'hero' has no goal, so that no variant can win."
                        + " Add goals: with an event's name or a path.");
    }

    @Test
    void runningPastItsEnd_isNamed() throws IOException {
        assertThat(SickSite.lines(
                        check,
                        site("\"status\": \"running\", \"goals\": [\"x\"], \"ends\": \"2026-11-25T11:59:59Z\"", USED)))
                .containsExactly("WARN experiments: experiment 'hero' is running and ended at 2026-11-25T11:59:59Z."
                        + " Set its status to stopped, with a winner if there is one, or a later end.");
    }

    @Test
    void draft_mayBeIncomplete() throws IOException {
        assertThat(SickSite.lines(check, site("\"status\": \"draft\"", "{}"))).isEmpty();
    }

    @Test
    void mistakeThatTheBuildFound_isSaidHere() throws IOException {
        String line = "_data/experiments.yml:4: weight is wrong: -1; 0 or more. Write a number.";

        assertThat(SickSite.lines(check, new SickSite(folder).failed(line)))
                .containsExactly("ERROR experiments: " + line);
    }

    private Diagnosis site(String experiment, String pages) throws IOException {
        return new SickSite(folder)
                .built(
                        "_edge/manifest.json",
                        "{\"experiments\": [{\"id\": \"hero\", " + experiment + "}], \"pages\": " + pages + "}")
                .built();
    }
}
