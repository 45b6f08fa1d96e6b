package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.maven.gems.PluginClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that never comes to an end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StuckBuildTest {
    private static final String FOR_EVER = """
            class Loops < Jekyll::Generator
              def generate(site)
                loop do
                  site.pages.size
                end
              end
            end
            """;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private Path source = Path.of("");
    private Path site = Path.of("");

    @BeforeEach
    void makeSite() throws IOException {
        source = folder.resolve("source");
        site = folder.resolve("site");
        TestSites.write(source, "_config.yml", "title: T\n");
        TestSites.write(source, "index.md", "---\n---\nnew\n");
        TestSites.write(site, "index.html", "old");
    }

    @Test
    void generatorThatLoops_isNamedAndEndedInTime() throws IOException {
        TestSites.write(source, "_plugins/loops.rb", FOR_EVER);

        assertThatThrownBy(() -> JekyllBuild.cold(InstantSource.system(), log).run(request(10, 1)))
                .isInstanceOf(JekyllBuildException.class)
                .message()
                .matches("The build is not ready after 10 s: Generating is at _plugins/loops\\.rb:[345]\\. "
                        + "Mend what never ends there, or give it more time with -Dsite-edge\\.timeout\\.");
        // A busy machine may take longer than that to start, too.
        assertThat(log.level("WARN"))
                .filteredOn(line -> !line.startsWith("Starting"))
                .isNotEmpty()
                .allMatch(line -> line.matches("Generating has made no progress for \\d+ s: "
                        + "Ruby is at _plugins/loops\\.rb:[345]\\. If it never ends, press Ctrl-C .*"));
        assertThat(site.resolve("index.html")).hasContent("old");
    }

    @Test
    void tagThatLoops_isNamedWithItsPage() throws IOException {
        TestSites.write(source, "_plugins/loops.rb", """
                class Loops < Liquid::Tag
                  def render(context)
                    sleep 1 while true
                  end
                end
                Liquid::Template.register_tag("loops", Loops)
                """);
        TestSites.write(source, "a.md", "---\n---\n{% loops %}\n");

        assertThatThrownBy(() -> JekyllBuild.cold(InstantSource.system(), log).run(request(10, 60)))
                .hasMessageStartingWith(
                        "The build is not ready after 10 s: Rendering a.md is at _plugins/loops.rb:3. ");
    }

    @Test
    void keptJvmThatWasEnded_isReplaced() throws IOException {
        Path plugin = TestSites.write(source, "_plugins/loops.rb", FOR_EVER);
        try (JekyllBuild build = JekyllBuild.warm(InstantSource.system(), log)) {
            assertThatThrownBy(() -> build.run(request(10, 60))).hasMessageStartingWith("The build is not ready");
            Files.delete(plugin);
            build.run(request(0, 60));
        }

        assertThat(site.resolve("index.html")).content().contains("new");
    }

    @Test
    void callerThatGoesAway_takesTheLoopAlong() throws Exception {
        Path begun = folder.resolve("begun");
        TestSites.write(source, "_plugins/loops.rb", "File.write('" + begun + "', '')\nloop { Time.now }\n");
        BuildRequest request = request(0, 60);
        try (Staging staging = Staging.open(site)) {
            Process child = ChildProcess.prepare(request, request.jvm().command(1, true, staging.work()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            ChildRequest.of(request, staging).write(child.getOutputStream());
            while (!Files.exists(begun)) {
                assertThat(child.isAlive()).isTrue();
                Thread.yield();
            }
            // What the system does when Ctrl-C ends Maven.
            child.getOutputStream().close();

            assertThat(child.onExit().get().exitValue()).isZero();
        }
    }

    private BuildRequest request(int timeoutSeconds, int patienceSeconds) {
        BuildRequest plain = TestSites.request(source, site);
        return new BuildRequest(
                source,
                false,
                site,
                List.of(),
                List.of(),
                plain.options(),
                null,
                true,
                false,
                timeoutSeconds,
                new ChildJvm(
                        PluginClassPath.of(getClass().getClassLoader()),
                        List.of(),
                        List.of("-Dsite-edge.patience=" + patienceSeconds)));
    }
}
