package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our style sheets against npm's sass 1.94.2, without Node: {@code src/test/sites/sass-expected} is the CSS that
 * {@code src/test/node/sass.mjs} gave for the style sheets in {@code src/test/sites/sass/assets}.
 */
class SassTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"expanded", "compressed"})
    void css_isByteForByteThatOfNpmSass(String style) throws IOException {
        Path source = TestSites.copy(Path.of("src/test/sites/sass"), folder.resolve("source"));
        TestSites.write(source, "_config.yml", "sass: {style: " + style + "}\n");
        Path site = folder.resolve("site");

        JekyllBuild.cold(InstantSource.system(), new RecordingLog()).run(TestSites.request(source, site));

        for (String name : new String[] {"main", "indented"}) {
            String reference =
                    (style.equals("expanded") ? "\n\n" : "") + "/*# sourceMappingURL=" + name + ".css.map */";
            assertThat(Files.readString(site.resolve("assets/" + name + ".css")))
                    .isEqualTo(Files.readString(Path.of("src/test/sites/sass-expected", name + "." + style + ".css"))
                            + reference);
        }
        assertThat(Files.readString(site.resolve("assets/main.css.map")))
                .contains("\"sources\":[\"main.scss\",\"../_sass/_colors.scss\"]")
                .contains("\"file\":\"main.css\"")
                .doesNotContain(folder.toString());
    }
}
