package dev.siteedge.maven.jekyll;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads who made a mistake: one line, and the old site untouched. */
class JekyllBuildFailureTest {
    /** One for all: starting it takes longer than any of the builds. */
    private static final KeptJvm JVM = new KeptJvm();

    @TempDir
    static Path folder;

    private final RecordingLog log = new RecordingLog();
    private Path source = Path.of("");
    private Path site = Path.of("");

    @AfterAll
    static void stop() {
        JVM.close();
    }

    @BeforeEach
    void oldSite() throws IOException {
        empty(folder.resolve("source"));
        Folders.delete(folder.resolve("site"));
        source = folder.resolve("source");
        site = folder.resolve("site");
        TestSites.write(source, "_config.yml", "title: T\n");
        TestSites.write(source, "index.md", "---\ntitle: Home\n---\nHello {% include i.html %}\n");
        TestSites.write(source, "_includes/i.html", "world\n");
        TestSites.write(site, "index.html", "old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "_config.yml => title: [a | _config.yml:2: the YAML is wrong: ",
                "_config.yml => just text | _config.yml:1: the configuration is no list",
                "_config.yml => a: 1|plugins: [jekyll-nowhere] | _config.yml:2: gem is unknown: jekyll-nowhere; bundled are jekyll-archives, ",
                "_config.yml => a: 1|plugins: [jekyll-commonmark] | _config.yml:2: gem is native: jekyll-commonmark; its extension in C cannot be loaded by JRuby. Write markdown: kramdown ",
                "_plugins/p.rb => a = 1|require 'nokogiri' | _plugins/p.rb:2: gem is native: nokogiri; its extension in C cannot be loaded by JRuby. Take its java platform gem ",
                "_plugins/p.rb => require 'liquid/c' | _plugins/p.rb:1: gem is native: liquid-c; ",
                "_plugins/p.rb => class P < Jekyll::Generator|def generate(site)|require 'sassc'|end|end | _plugins/p.rb:3: gem is native: sassc; its extension in C cannot be loaded by JRuby. Remove it; Dart Sass is built in.",
                "_config.yml => theme: nowhere | _config.yml:1: gem is unknown: nowhere; bundled are ",
                "_data/d.yml => a: 1|b: [c | _data/d.yml:3: the YAML is wrong: ",
                "_includes/i.html => {% include nowhere.html %}|{{ x }} | _includes/i.html:1: Liquid is wrong: Could not locate the included file 'nowhere.html'",
                "a.md => ---|title: A|---|text|{% nonsense %} | a.md:5: Liquid is wrong: Unknown tag 'nonsense'. ",
                "a.md => ---|---|{% if x %}||{% for a in b %}{% endfor %}| | a.md:3: Liquid is wrong: 'if' tag was never closed. Mend the tag.",
                "a.md => ---|layout: nowhere|---|text | a.md:2: layout is unknown: nowhere; layouts are none. ",
                "a.md => ---|---|{% include nowhere.html %} | a.md:3: Liquid is wrong: Could not locate the included file 'nowhere.html'",
                "index.html => ---|---|text | Destination is shared: /index.html is written by index.html and index.md. ",
                "_plugins/p.rb => class P < Jekyll::Generator|def generate(site)|raise 'boom'|end|end | _plugins/p.rb:3: boom (RuntimeError). ",
                "_plugins/p.rb => class P < Jekyll::Generator|def generate(site)|fork { exit }|end|end | _plugins/p.rb:3: a plugin calls fork, which the JVM cannot do. ",
                "_plugins/p.rb => Process.fork | _plugins/p.rb:1: a plugin calls fork, which the JVM cannot do. ",
                "_plugins/p.rb => require 'nowhere' | _plugins/p.rb: no such file to load -- nowhere. ",
                "_plugins/p.rb => exit 3 | _plugins/p.rb:1: a plugin ended the build with exit 3. ",
                "assets/a.scss => ---|---|p {|  color: | assets/a.scss:4: Sass is wrong: ",
            })
    void mistake_isOneLineWithItsPlace(String file, String contentAndMessage) throws IOException {
        int bar = contentAndMessage.lastIndexOf(" | ");
        TestSites.write(source, file, contentAndMessage.substring(0, bar).replace('|', '\n') + "\n");

        String message = failure(TestSites.request(source, site));

        assertThat(message)
                .startsWith(contentAndMessage.substring(bar + 3).strip())
                .doesNotContain("\n");
        assertThat(log.level("ERROR")).isEmpty();
        assertThat(log.lines())
                .noneMatch(line -> line.contains("\tat ") || line.contains(".rb:") && line.contains("`"));
        oldSiteIsWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "{{ page.title }}"})
    void bytesThatAreNoText_nameTheirLine(String text) throws IOException {
        Files.write(source.resolve("a.md"), ("---\n---\n" + text + "\nM\u00fcller\n").getBytes(ISO_8859_1));

        assertThat(failure(TestSites.request(source, site)))
                .isEqualTo("a.md:4: the text is no UTF-8. Save the file as UTF-8.");
        oldSiteIsWhole();
    }

    @Test
    void linkToNowhere_isNamed() throws IOException {
        Files.createSymbolicLink(source.resolve("a.md"), folder.resolve("nowhere"));

        assertThat(failure(TestSites.request(source, site)))
                .isEqualTo("a.md: the link leads nowhere: " + folder.resolve("nowhere") + ". Mend or remove it.");
        oldSiteIsWhole();
    }

    /** Linux's own full disk: what is written there does not fit. */
    @Test
    void fullDisk_isSaid() throws IOException {
        TestSites.write(source, "_plugins/p.rb", """
                Jekyll::Hooks.register(:site, :post_render) do |site|
                  File.symlink("/dev/full", File.join(site.dest, "index.html"))
                end
                """);

        assertThat(failure(TestSites.request(source, site)))
                .containsOnlyOnce("No space left on device")
                .startsWith("The disk is full: No space left on device")
                .doesNotContain("\n")
                .endsWith("Make room.");
        oldSiteIsWhole();
    }

    @Test
    void missingSource_isSaid() {
        Path nowhere = folder.resolve("nowhere");

        assertThat(failure(TestSites.request(nowhere, site)))
                .isEqualTo("Source is wrong: " + nowhere + "; there is no such folder. Run in the folder that holds"
                        + " _config.yml, or name it with -Dsite-edge.source.");
    }

    @Test
    void sourceWithoutConfig_isSaid() throws IOException {
        Files.delete(source.resolve("_config.yml"));

        assertThat(failure(TestSites.request(source, site)))
                .startsWith("Source is wrong: " + source + "; it holds no _config.yml.");
    }

    @Test
    void destinationThatHoldsTheSource_isRefused() {
        assertThat(failure(TestSites.request(source, folder))).startsWith("Destination is wrong: " + folder);
        assertThat(failure(TestSites.request(source, source))).startsWith("Destination is wrong: " + source);
        assertThat(source.resolve("index.md")).exists();
    }

    @Test
    void warning_failsTheBuildWhenAsked() throws IOException {
        TestSites.write(source, "a.md", "---\ntitle: A\n---\n{{ 'x' | }}\n{{ a b }}\n");

        String message = failure(TestSites.request(source, site, null, true));

        assertThat(message).startsWith("The build gave warnings: 2; failOn is WARN.");
        assertThat(log.level("WARN"))
                .containsExactly(
                        "a.md:4: Expected id but found end_of_string in \"{{ 'x' | }}\"",
                        "a.md:5: Expected end_of_string but found id in \"{{ a b }}\"");
        oldSiteIsWhole();
    }

    @Test
    void frontMatterThatIsNoYaml_isAWarningOnPagesAndPosts() throws IOException {
        TestSites.write(source, "a.md", "---\na: 1\nb: [c\n---\ntext\n");
        TestSites.write(source, "_posts/2026-01-02-b.md", "---\na: 1\nb: [c\n---\ntext\n");

        new JekyllBuild(InstantSource.system(), log, JVM).run(TestSites.request(source, site));

        assertThat(log.level("WARN"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("a.md:4: "))
                .anyMatch(line -> line.startsWith("_posts/2026-01-02-b.md:4: "));
    }

    private String failure(BuildRequest request) {
        Throwable thrown = catchThrowable(() -> new JekyllBuild(InstantSource.system(), log, JVM).run(request));
        assertThat(thrown).isInstanceOf(JekyllBuildException.class);
        return thrown.getMessage();
    }

    /** The folder itself stays: the JVM works in it. */
    private static void empty(Path source) throws IOException {
        Files.createDirectories(source);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Folders.delete(file);
            }
        }
    }

    private void oldSiteIsWhole() {
        assertThat(site.resolve("index.html")).hasContent("old");
        assertThat(site.resolve("a/index.html")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**/.site*");
    }
}
