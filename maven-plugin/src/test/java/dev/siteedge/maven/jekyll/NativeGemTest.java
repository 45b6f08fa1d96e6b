package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.maven.gems.PluginClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gem of {@code gemPath} that would have to be compiled, and that no table knows. */
class NativeGemTest {
    @TempDir
    Path folder;

    @Test
    void pluginThatNeedsIt_isNamedWithTheGem() throws IOException {
        Path gems = folder.resolve("gems");
        TestSites.write(gems, "gems/quick-1.0.0/lib/quick.rb", "require 'quick_ext'\n");
        TestSites.write(gems, "specifications/quick-1.0.0.gemspec", """
                Gem::Specification.new do |s|
                  s.name = "quick"
                  s.version = "1.0.0"
                  s.summary = "Quick"
                  s.authors = ["A"]
                  s.extensions = ["ext/extconf.rb"]
                end
                """);
        Path source = folder.resolve("source");
        TestSites.write(source, "_config.yml", "title: T\nplugins: [quick]\n");
        BuildRequest plain = TestSites.request(source, folder.resolve("site"));
        ChildJvm jvm = new ChildJvm(PluginClassPath.of(getClass().getClassLoader()), List.of(gems), List.of());
        BuildRequest request = new BuildRequest(
                source, false, plain.destination(), List.of(), List.of(), plain.options(), null, false, false, 0, jvm);

        assertThatThrownBy(() -> JekyllBuild.cold(InstantSource.system(), new RecordingLog())
                        .run(request))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessage("_config.yml:2: gem is native: quick; its extension in C cannot be loaded by JRuby."
                        + " Look for a gem in plain Ruby or with a java platform, or remove it.");
    }
}
