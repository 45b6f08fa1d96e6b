package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The style sheets of whole sites, a theme's among them, against npm's sass: CSS byte for byte, and its map. */
@EnabledIf(
        value = "npmSassIsHere",
        disabledReason = "npm's sass is not installed here: run script/bootstrap, or npm install in"
                + " maven-plugin/src/test/node")
class NpmSassComparisonTest {
    private static final Path NODE = Path.of("src/test/node").toAbsolutePath();
    private static final Path THEME =
            Path.of("target/gems/packed/gems/minima-2.5.1").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    static boolean npmSassIsHere() {
        return Files.exists(NODE.resolve("node_modules/sass/package.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "src/test/sites/minima, assets/main.scss, expanded",
        "../site-template, assets/css/site.scss, compressed",
    })
    void styleSheet_isThatOfNpmSass(String original, String name, String style) throws Exception {
        Path source = TestSites.copy(Path.of(original), folder.resolve("source"));
        Path site = folder.resolve("site");
        JekyllBuild.cold(InstantSource.system(), new RecordingLog()).run(TestSites.request(source, site));
        Path sheet = source.resolve(name);

        JsonNode expected = npm(Files.exists(sheet) ? sheet : THEME.resolve(name), sheet, style, source);

        String cssName = name.replace(".scss", ".css");
        String reference = (style.equals("expanded") ? "\n\n" : "") + "/*# sourceMappingURL="
                + Path.of(cssName).getFileName() + ".map */";
        assertThat(Files.readString(site.resolve(cssName)))
                .isEqualTo(expected.path("css").asText() + reference);
        JsonNode map = JSON.readTree(site.resolve(cssName + ".map").toFile());
        for (String key : List.of("version", "names", "mappings", "sourcesContent")) {
            assertThat(map.get(key)).as(key).isEqualTo(expected.path("map").get(key));
        }
        assertThat(texts(map.path("sources")))
                .isNotEmpty()
                .isEqualTo(texts(expected.path("map").path("sources")).stream()
                        .map(url -> relative(url, sheet, source))
                        .toList());
    }

    private static JsonNode npm(Path file, Path place, String style, Path source)
            throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        "node",
                        NODE.resolve("sass.mjs").toString(),
                        file.toString(),
                        place.toUri().toString(),
                        style,
                        source.resolve("_sass").toString(),
                        THEME.resolve("_sass").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(output).isZero();
        return JSON.readTree(output);
    }

    /** As a browser finds it from the style sheet, if the theme's {@code _sass} lay in the site. */
    private static String relative(String url, Path sheet, Path source) {
        Path file = Path.of(URI.create(url));
        Path placed = file.startsWith(THEME) ? source.resolve(THEME.relativize(file)) : file;
        return sheet.getParent().relativize(placed).toString();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
