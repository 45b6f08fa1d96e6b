package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template as a user builds it, served by the runtime, visited in Chromium. */
class TemplateIT {
    @TempDir
    Path data;

    @Test
    void visitedAndClicked_pageviewEventAndExposureAreCounted() {
        assertThat(DemoCheck.check(Runtime.command("--site", Runtime.TEMPLATE_SITE, "--data", data, "--port", 0)))
                .isEmpty();
    }

    @Test
    void everyPageOfTheTemplate_carriesTheTrackerOnce() throws IOException {
        try (var files = Files.walk(Runtime.TEMPLATE_SITE)) {
            var pages = files.filter(file -> file.toString().endsWith(".html")).toList();
            assertThat(pages)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(page -> assertThat(Files.readString(page)).containsOnlyOnce("/_edge/site-edge.js"));
        }
        assertThat(Runtime.TEMPLATE_SITE.resolve("feed.xml"))
                .content()
                .contains("<feed")
                .doesNotContain("site-edge.js");
    }

    @Test
    void templatesPom_namesTheVersionOfThisBuild() {
        assertThat(Runtime.ROOT.resolve("site-template/pom.xml"))
                .content()
                .contains("<site-edge.version>" + System.getProperty("site-edge.version") + "</site-edge.version>");
    }
}
