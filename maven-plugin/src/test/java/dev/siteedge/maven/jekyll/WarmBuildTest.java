package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kept JVM writes, whatever it built before, is what a fresh one writes. */
class WarmBuildTest {
    @TempDir
    Path folder;

    private final JekyllBuild warm = JekyllBuild.warm(InstantSource.system(), new RecordingLog());
    private Path source;

    @BeforeEach
    void firstBuild() throws IOException {
        source = TestSites.copy(Path.of("src/test/sites/fixture"), folder.resolve("source"));
        TestSites.write(source, "_data/experiments.yml", """
                - id: hero
                  status: running
                  variants:
                    - {name: control, weight: 50}
                    - {name: bold, weight: 50}
                """);
        TestSites.write(source, "tested.md", """
                ---
                title: Tested
                ---
                {% experiment hero %}{% variant control %}calm{% variant bold %}**bold**{% endexperiment %}
                """);
        warm.run(TestSites.request(source, folder.resolve("warm")));
    }

    @AfterEach
    void stop() {
        warm.close();
    }

    @Test
    void nothingChanged_sameSite() throws IOException {
        assertSameAsCold();
    }

    @Test
    void postLayoutStyleDataAndDefinitionsChanged_sameSite() throws IOException {
        append("_posts/2026-01-02-first.md", "\nA new line.\n");
        append("_layouts/default.html", "<!-- new layout -->");
        append("_sass/_colors.scss", "\n.new { color: red; }\n");
        append("_data/nav.yml", "\n");
        append("_includes/footer.html", "<p>New footer</p>");
        TestSites.write(source, "pages/new.md", "---\ntitle: New\n---\nnew page");
        Files.delete(source.resolve("_posts/2026-02-03-second.md"));
        TestSites.write(source, "_data/experiments.yml", """
                - id: hero
                  status: stopped
                  winner: bold
                  variants:
                    - {name: control, weight: 50}
                    - {name: bold, weight: 50}
                """);

        assertSameAsCold();
    }

    @Test
    void configurationChanged_sameSite() throws IOException {
        append(
                "_config.yml",
                "title: Another title\nsass: {style: compressed, quiet_deps: true}\npermalink: /:title/\n");

        assertSameAsCold();
    }

    @Test
    void sitesOwnPluginChanged_itIsLoadedAnew() throws IOException {
        Path plugin = source.resolve("_plugins/shout.rb");
        Files.writeString(plugin, Files.readString(plugin).replace("upcase", "upcase.reverse"));

        assertSameAsCold();
    }

    @Test
    void brokenBuildBetween_nextIsRight() throws IOException {
        Path page = TestSites.write(source, "broken.md", "---\n---\n{% nonsense %}");
        assertThatThrownBy(() -> warm.run(TestSites.request(source, folder.resolve("warm"))))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessageContaining("broken.md:3");
        TestSites.write(source, "_plugins/raises.rb", "raise 'no'");
        assertThatThrownBy(() -> warm.run(TestSites.request(source, folder.resolve("warm"))))
                .isInstanceOf(JekyllBuildException.class)
                .hasMessageContaining("_plugins/raises.rb:1");
        Files.delete(page);
        Files.delete(source.resolve("_plugins/raises.rb"));

        assertSameAsCold();
    }

    private void assertSameAsCold() throws IOException {
        warm.run(TestSites.request(source, folder.resolve("warm")));
        JekyllBuild.cold(InstantSource.system(), new RecordingLog())
                .run(TestSites.request(source, folder.resolve("cold")));

        Map<String, List<String>> actual = content(folder.resolve("warm"));
        Map<String, List<String>> expected = content(folder.resolve("cold"));
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((file, lines) -> assertThat(lines).as(file).isEqualTo(expected.get(file)));
    }

    private void append(String name, String text) throws IOException {
        Path file = source.resolve(name);
        TestSites.write(source, name, Files.readString(file) + text);
    }

    private static Map<String, List<String>> content(Path site) throws IOException {
        Map<String, List<String>> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // The feed says when it was made: all that may differ between two builds.
                List<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1)
                        .replaceAll("^(<[?]xml.*?<updated>)[^<]*", "$1")
                        .lines()
                        .toList();
                content.put(site.relativize(file).toString(), lines);
            }
        }
        return content;
    }
}
