package dev.siteedge.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

/** What differs from the goal build. */
@MojoTest
class ServeMojoTest {
    @Test
    @InjectMojo(goal = "serve")
    void nothingSet_isDevelopment(ServeMojo mojo) {
        assertThat(mojo.request().options().environment()).isEqualTo("development");
    }

    @Test
    @InjectMojo(goal = "serve")
    @MojoParameter(name = "environment", value = "production")
    @MojoParameter(name = "source", value = "src/test/sites/minima")
    void sharedParameter_isThatOfBuild(ServeMojo mojo) {
        assertThat(mojo.request().options().environment()).isEqualTo("production");
        assertThat(mojo.request().source())
                .isEqualTo(Path.of("src/test/sites/minima").toAbsolutePath());
    }

    @Test
    void countedData_liesWhereGitDoesNotLook() {
        Path base = Path.of("/home/site");

        assertThat(new Folders(base, base.resolve("target"), true).data(null))
                .isEqualTo(Path.of("/home/site/target/site-edge/data"));
        assertThat(new Folders(base, base.resolve("target"), false).data(null))
                .isEqualTo(Path.of("/home/site/.jekyll-cache/site-edge/data"));
        assertThat(new Folders(base, base.resolve("target"), false).data(new File("counted")))
                .isEqualTo(Path.of("/home/site/counted"));
    }
}
