package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our build against CRuby's Jekyll over the same gems: the same files with the same bytes, renditions included, but for
 * our own lines and files, and CSS out of Sass, where Debian's CRuby has libsass ({@link NpmSassComparisonTest} holds
 * that). Both builds happen at the same {@code time}. {@code script/compare-cruby} does the same for any site.
 */
@EnabledIf(value = "dev.siteedge.maven.jekyll.CRuby#isHere", disabledReason = CRuby.MISSING)
class CRubyComparisonTest {
    private static final Pattern LEFT_OUT =
            Pattern.compile("_edge/(manifest\\.json|site-edge\\.js)|.*\\.(br|gz|css\\.map)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"src/test/sites/minima", "src/test/sites/fixture", "../site-template"})
    void site_isThatOfCRuby(String original) throws IOException, InterruptedException {
        Path source = TestSites.copy(Path.of(original), folder.resolve("source"));
        Path config = source.resolve("_config.yml");
        Files.writeString(config, Files.readString(config) + "\ntime: 2026-11-24 12:00:00 +0000\n");
        Path expected = folder.resolve("cruby");
        new CRuby(folder.resolve("gems")).build(source, expected);
        Path actual = folder.resolve("jruby");

        JekyllBuild.cold(InstantSource.system(), new RecordingLog()).run(TestSites.request(source, actual));

        assertThat(content(actual)).isNotEmpty().isEqualTo(content(expected));
    }

    /** Path to content, as text whose characters are its bytes, without the lines that may differ. */
    private static Map<String, String> content(Path site) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = site.relativize(file).toString();
                if (!LEFT_OUT.matcher(name).matches() && !Files.exists(site.resolve(name + ".map"))) {
                    content.put(name, comparable(Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return content;
    }

    private static String comparable(String text) {
        List<String> lines = List.of(text.split("(?<=\n)"));
        return lines.stream().filter(line -> !line.contains("site-edge")).collect(Collectors.joining());
    }
}
