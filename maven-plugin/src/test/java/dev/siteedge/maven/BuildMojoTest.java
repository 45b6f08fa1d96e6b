package dev.siteedge.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.maven.jekyll.BuildRequest;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** What Maven binds to the goal's parameters. */
@MojoTest
class BuildMojoTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    @InjectMojo(goal = "build")
    void nothingSet_givesJekyllTheLastWord(BuildMojo mojo) {
        BuildRequest request = mojo.request();

        assertThat(request.source()).isEqualTo(HERE);
        assertThat(request.sourceFixed()).isFalse();
        assertThat(request.inject()).isNull();
        assertThat(request.failOnWarnings()).isFalse();
        assertThat(request.options().environment()).isEqualTo("production");
        assertThat(request.options().drafts()).isNull();
        assertThat(request.options().limitPosts()).isNull();
        assertThat(request.config()).isEmpty();
        assertThat(request.jvm().classPath()).isNotEmpty();
        assertThat(request.bundles()).isNull();
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "source", value = "src/test/sites/minima")
    @MojoParameter(name = "destination", value = "target/mojo-site")
    @MojoParameter(name = "config", value = "a.yml,b.yml")
    @MojoParameter(name = "drafts", value = "true")
    @MojoParameter(name = "future", value = "false")
    @MojoParameter(name = "unpublished", value = "true")
    @MojoParameter(name = "limitPosts", value = "3")
    @MojoParameter(name = "baseurl", value = "/blog")
    @MojoParameter(name = "environment", value = "staging")
    @MojoParameter(name = "profile", value = "true")
    @MojoParameter(name = "trace", value = "true")
    @MojoParameter(name = "inject", value = "false")
    @MojoParameter(name = "failOn", value = "WARN")
    @MojoParameter(name = "gemPath", value = "vendor/gems")
    @MojoParameter(name = "bundler", value = "true")
    @MojoParameter(name = "bundlePath", value = "target/bundles")
    @MojoParameter(name = "jvmArgs", value = "-Xmx1g,-Xint")
    void everythingSet_isInTheRequest(BuildMojo mojo) {
        BuildRequest request = mojo.request();

        assertThat(request.source()).isEqualTo(HERE.resolve("src/test/sites/minima"));
        assertThat(request.sourceFixed()).isTrue();
        assertThat(request.destination()).isEqualTo(HERE.resolve("target/mojo-site"));
        assertThat(request.config()).containsExactly(HERE.resolve("a.yml"), HERE.resolve("b.yml"));
        assertThat(request.options().drafts()).isTrue();
        assertThat(request.options().future()).isFalse();
        assertThat(request.options().unpublished()).isTrue();
        assertThat(request.options().limitPosts()).isEqualTo(3);
        assertThat(request.options().baseurl()).isEqualTo("/blog");
        assertThat(request.options().environment()).isEqualTo("staging");
        assertThat(request.options().profile()).isTrue();
        assertThat(request.trace()).isTrue();
        assertThat(request.inject()).isFalse();
        assertThat(request.failOnWarnings()).isTrue();
        assertThat(request.jvm().gemPath()).containsExactly(HERE.resolve("vendor/gems"));
        assertThat(request.bundles()).isEqualTo(HERE.resolve("target/bundles"));
        assertThat(request.jvm().arguments()).containsExactly("-Xmx1g", "-Xint");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "limitPosts", value = "-1")
    void impossibleValue_isAFailureOfOneLine(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("limit_posts is wrong: -1; ");
    }
}
