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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our build against CRuby's Jekyll over the same gems: the same files with the same bytes, but for the generation time,
 * our own lines and files, and CSS, where Debian's CRuby has libsass. Runs where Debian's Jekyll is installed; further
 * sites come in the system property {@code site-edge.compare}, separated by commas.
 */
@EnabledIf("crubyIsHere")
class CRubyComparisonTest {
    private static final Pattern TIME =
            Pattern.compile("20\\d\\d-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(Z| ?[+-]\\d\\d:?\\d\\d)");
    private static final Pattern LEFT_OUT = Pattern.compile("_edge/.*|.*\\.(br|gz|css|css\\.map)");

    @TempDir
    Path folder;

    static boolean crubyIsHere() {
        return Files.isExecutable(Path.of("/usr/bin/ruby")) && Files.isExecutable(Path.of("/usr/bin/jekyll"));
    }

    static Stream<Path> sites() {
        String more = System.getProperty("site-edge.compare", "");
        return Stream.concat(
                Stream.of("src/test/sites/minima", "src/test/sites/fixture").map(Path::of),
                Stream.of(more.split(",")).filter(name -> !name.isEmpty()).map(Path::of));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void site_isThatOfCRuby(Path original) throws IOException, InterruptedException {
        Path source = TestSites.copy(original, folder.resolve("source"));
        Path expected = folder.resolve("cruby");
        run(Map.of(), source, "bash", Path.of("src/gems/pack").toAbsolutePath(), "--for-cruby", folder.resolve("gems"));
        cruby(source, expected);
        Path actual = folder.resolve("jruby");

        JekyllBuild.cold(InstantSource.system(), new RecordingLog()).run(TestSites.request(source, actual));

        assertThat(content(actual)).isNotEmpty().isEqualTo(content(expected));
    }

    private void cruby(Path source, Path destination) throws IOException, InterruptedException {
        String gems = folder.resolve("gems").toString();
        Map<String, String> environment = Map.of(
                "GEM_HOME", gems,
                "GEM_PATH", gems,
                "JEKYLL_ENV", "production",
                "JEKYLL_NO_BUNDLER_REQUIRE", "true",
                "LC_ALL", "C.UTF-8");
        run(environment, source, "/usr/bin/ruby", gems + "/gems/jekyll-4.3.1/exe/jekyll", "build", "-d", destination);
    }

    private static void run(Map<String, String> environment, Path directory, Object... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(command).map(Object::toString).toList())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Path to content, as text whose bytes are its characters, without the lines that may differ. */
    private static Map<String, String> content(Path site) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = site.relativize(file).toString();
                if (!LEFT_OUT.matcher(name).matches()) {
                    content.put(name, comparable(Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return content;
    }

    private static String comparable(String text) {
        List<String> lines = List.of(text.split("(?<=\n)"));
        return lines.stream()
                .filter(line -> !line.contains("site-edge"))
                .map(line -> TIME.matcher(line).replaceAll("TIME"))
                .collect(Collectors.joining());
    }
}
