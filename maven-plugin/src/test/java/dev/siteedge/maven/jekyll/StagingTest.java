package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    @TempDir
    Path folder;

    private Path destination = Path.of("");

    @BeforeEach
    void oldSite() throws IOException {
        destination = folder.resolve("site");
        Files.createDirectories(destination);
        Files.writeString(destination.resolve("index.html"), "old");
    }

    @Test
    void swap_replacesTheOldSiteAndLeavesNothingElse() throws IOException {
        try (Staging staging = Staging.open(destination)) {
            Files.writeString(staging.site().resolve("new.html"), "new");
            staging.swap();
        }

        assertThat(destination.resolve("new.html")).hasContent("new");
        assertThat(destination.resolve("index.html")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**/.site*");
    }

    @Test
    void buildThatFails_leavesTheOldSiteWhole() throws IOException {
        try (Staging staging = Staging.open(destination)) {
            Files.writeString(staging.site().resolve("half.html"), "half");
        }

        assertThat(destination).isDirectoryContaining("glob:**/index.html");
        assertThat(folder).isDirectoryNotContaining("glob:**/.site*");
    }

    @Test
    void secondBuildAtOnce_isRefused() {
        try (Staging first = Staging.open(destination)) {
            assertThat(first.site()).isDirectory();
            assertThatThrownBy(() -> Staging.open(destination))
                    .isInstanceOf(JekyllBuildException.class)
                    .hasMessageContaining("is in use")
                    .hasMessageContaining(destination.toString());
        }
    }

    @Test
    void buildAfterAKilledOne_findsTheOldSiteAgain() throws IOException {
        Path killed = folder.resolve(".site.site-edge-build");
        Files.createDirectories(killed.resolve("site"));
        Files.writeString(killed.resolve("site/half.html"), "half");
        Files.move(destination, killed.resolve("old"));

        try (Staging staging = Staging.open(destination)) {
            assertThat(staging.site()).isEmptyDirectory();
        }

        assertThat(destination.resolve("index.html")).hasContent("old");
    }

    @Test
    void destinationThatIsALink_keepsTheLink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), destination);

        try (Staging staging = Staging.open(link)) {
            Files.writeString(staging.site().resolve("new.html"), "new");
            staging.swap();
        }

        assertThat(link).isSymbolicLink();
        assertThat(destination.resolve("new.html")).exists();
    }

    @Test
    void destinationThatIsAFile_isRefused() {
        Path file = destination.resolve("index.html");

        assertThatThrownBy(() -> Staging.open(file)).hasMessageStartingWith("Destination is wrong: " + file);
    }

    @Test
    void destinationBelowAFile_isRefused() {
        Path below = destination.resolve("index.html/site");

        assertThatThrownBy(() -> Staging.open(below)).hasMessageStartingWith("Destination is wrong: " + below);
    }
}
