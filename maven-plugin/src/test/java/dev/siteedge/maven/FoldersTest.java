package dev.siteedge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path base;

    @Test
    void baseWithConfig_isTheSource() throws IOException {
        Files.createDirectories(base.resolve("src/site"));
        Files.createFile(base.resolve("_config.yml"));

        assertThat(folders(true).source(null)).isEqualTo(base);
    }

    @Test
    void baseWithoutConfig_hasTheSourceInSrcSite() throws IOException {
        Files.createDirectories(base.resolve("src/site"));

        assertThat(folders(true).source(null)).isEqualTo(base.resolve("src/site"));
    }

    @Test
    void bundles_areTheUsers() {
        assertThat(folders(true).bundles(null))
                .isEqualTo(Path.of(System.getProperty("user.home")).resolve(".cache/site-edge/bundles"));
        assertThat(folders(true).bundles(new File("gems"))).isEqualTo(base.resolve("gems"));
    }

    @Test
    void namedSource_wins() {
        assertThat(folders(true).source(new File("docs"))).isEqualTo(base.resolve("docs"));
    }

    @Test
    void destination_dependsOnThePom() {
        assertThat(folders(true).destination(null)).isEqualTo(base.resolve("target/site-edge/site"));
        assertThat(folders(false).destination(null)).isEqualTo(base.resolve("_site"));
        assertThat(folders(true).destination(new File("out"))).isEqualTo(base.resolve("out"));
    }

    @Test
    void mavensFiles_areNoPartOfTheSite() {
        assertThat(folders(true).exclude(base, null)).containsExactly("target/site-edge/site", "pom.xml", "target");
        assertThat(folders(false).exclude(base, new File("public"))).containsExactly("public");
        assertThat(folders(true).exclude(base.resolve("src/site"), null)).isEmpty();
    }

    private Folders folders(boolean pom) {
        return new Folders(base, base.resolve("target"), pom);
    }
}
