package dev.siteedge.maven.gems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GemEnvironmentTest {
    @Test
    void usersOwnRuby_doesNotLeakIn() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GEM_HOME", "/home/u/.gem",
                "GEM_PATH", "/home/u/.gem",
                "RUBYOPT", "-rbundler/setup",
                "RUBYLIB", "/x",
                "BUNDLE_GEMFILE", "/y/Gemfile",
                "JRUBY_OPTS", "--dev",
                "LC_ALL", "C",
                "PATH", "/bin"));

        GemEnvironment.apply(environment, List.of(Path.of("/more/gems")), "production");

        assertThat(environment)
                .containsOnlyKeys("GEM_HOME", "GEM_PATH", "JEKYLL_ENV", "JEKYLL_NO_BUNDLER_REQUIRE", "LC_ALL", "PATH")
                .containsEntry("JEKYLL_ENV", "production")
                .containsEntry("LC_ALL", "C.UTF-8");
        assertThat(environment.get("GEM_HOME")).startsWith("uri:classloader:");
        assertThat(environment.get("GEM_PATH")).startsWith("uri:classloader:").endsWith("/more/gems");
    }

    @Test
    void bundler_getsTheUsersSettings_andNotWhatAnEnclosingBundlerLeft() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "RUBYOPT", "-rbundler/setup",
                "BUNDLE_GEMFILE", "/y/Gemfile",
                "BUNDLER_VERSION", "1.0",
                "BUNDLE_GEMS__EXAMPLE__COM", "me:secret"));

        GemEnvironment.applyForBundler(environment, Path.of("/bundles/a"), "production");

        assertThat(environment)
                .containsEntry("BUNDLE_GEMS__EXAMPLE__COM", "me:secret")
                .containsEntry("GEM_HOME", "/bundles/a")
                .doesNotContainKeys("RUBYOPT", "BUNDLE_GEMFILE", "BUNDLER_VERSION");
    }
}
