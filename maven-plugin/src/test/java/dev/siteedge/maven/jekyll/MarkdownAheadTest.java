package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.finish.Finish;
import dev.siteedge.maven.gems.PluginClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A site with more Markdown than one processor should have to convert. */
@Timeout(300)
class MarkdownAheadTest {
    private static final int POSTS = 120;

    /** A JVM that sees one processor converts all by itself. */
    private static final List<String> ALONE = List.of("-XX:ActiveProcessorCount=1");

    private static final List<String> WITH_HELP = List.of("-XX:ActiveProcessorCount=2");

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private Path source = Path.of("");

    @BeforeEach
    void site() throws IOException {
        source = TestSites.copy(Path.of("src/test/sites/fixture"), folder.resolve("source"));
        TestSites.write(
                source,
                "_config.yml",
                Files.readString(source.resolve("_config.yml"))
                        + "time: 2026-11-24 12:00:00 +0000\ndisable_disk_cache: true\n");
        for (int i = 1; i <= POSTS; i++) {
            TestSites.write(source, "_posts/2025-01-%02d-post-%d.md".formatted(1 + i % 28, i), post(i));
        }
    }

    private static String post(int i) {
        return """
                ---
                title: Post %1$d — ü
                ---
                # Heading %1$d

                It's "quoted" text[^1] with `code`, *emphasis*, <b>HTML</b> & more -- 😀.
                {:.class-%1$d}

                ```ruby
                def order(rows) = rows.select { |row| row[:id] == %1$d }
                ```

                | a | b |
                |---|---|
                | %1$d | x |

                [^1]: A note of %1$d.
                """.formatted(i) + (i % 10 == 0 ? "\n{{ page.title | upcase }}\n" : "");
    }

    @Test
    void site_isTheSameWithASecondProcessor() throws IOException {
        Map<String, String> alone = built("alone", ALONE);

        assertThat(alone).hasSizeGreaterThan(POSTS);
        assertThat(built("helped", WITH_HELP)).isEqualTo(alone);
        assertThat(log.level("DEBUG")).anyMatch(line -> line.matches("Markdown converted ahead: [1-9].*"));
    }

    @Test
    void site_isTheSameWhenAKeptJvmBuildsItAgain_withOtherSettingsToo() throws IOException {
        try (JekyllBuild warm = JekyllBuild.warm(InstantSource.system(), log)) {
            warm.run(request("warm", WITH_HELP));
            Map<String, String> first = content("warm");
            warm.run(request("warm", WITH_HELP));
            assertThat(content("warm")).isEqualTo(first).isEqualTo(built("alone", ALONE));

            TestSites.write(
                    source,
                    "_config.yml",
                    Files.readString(source.resolve("_config.yml"))
                            + "kramdown: {smart_quotes: 'apos,apos,quot,quot'}\n");
            warm.run(request("warm", WITH_HELP));
            assertThat(content("warm")).isNotEqualTo(first).isEqualTo(built("alone", ALONE));
        }
    }

    @Test
    void pluginThatChangesKramdown_changesEveryPage() throws IOException {
        TestSites.write(source, "_plugins/shouted.rb", """
                module Shouted
                  def convert_header(el, indent)
                    super.upcase
                  end
                end
                Kramdown::Converter::Html.prepend(Shouted)
                """);

        assertThat(built("helped", WITH_HELP)).isEqualTo(built("alone", ALONE)).allSatisfy((file, text) -> {
            if (file.contains("/post-")) {
                assertThat(text).contains(">HEADING ");
            }
        });
    }

    @Test
    void pluginThatChangesAClassOfRuby_changesEveryPage() throws IOException {
        TestSites.write(source, "_plugins/string.rb", """
                module Dashed
                  def tr!(*)
                    super
                    replace("#{self}-dashed")
                  end
                end
                String.prepend(Dashed)
                """);

        assertThat(built("helped", WITH_HELP))
                .isEqualTo(built("alone", ALONE))
                .anySatisfy((file, text) -> assertThat(text).contains("7-dashed"));
        assertThat(log.level("DEBUG")).noneMatch(line -> line.startsWith("Markdown converted ahead"));
    }

    @Test
    void kramdownsWarnings_areSaidOfEachText() throws IOException {
        TestSites.write(
                source,
                "_config.yml",
                Files.readString(source.resolve("_config.yml")) + "kramdown: {show_warnings: true}\n");
        TestSites.write(source, "_posts/2025-02-01-warned.md", "---\ntitle: Warned\n---\n[^missing] <b>\n");

        Map<String, String> helped = built("helped", WITH_HELP);
        List<String> said = List.copyOf(log.level("WARN"));

        assertThat(said).anyMatch(line -> line.contains("Kramdown warning"));
        assertThat(helped).isEqualTo(built("alone", ALONE));
    }

    private Map<String, String> built(String name, List<String> arguments) throws IOException {
        JekyllBuild.cold(InstantSource.system(), log).run(request(name, arguments));
        return content(name);
    }

    private BuildRequest request(String name, List<String> arguments) {
        return new BuildRequest(
                source,
                false,
                folder.resolve(name),
                List.of(),
                List.of(),
                new JekyllOptions(null, null, null, null, null, false, "production"),
                new Finish(null, null, false),
                false,
                false,
                0,
                null,
                new ChildJvm(PluginClassPath.of(getClass().getClassLoader()), List.of(), arguments));
    }

    private Map<String, String> content(String name) throws IOException {
        Path site = folder.resolve(name);
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(site.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }
}
