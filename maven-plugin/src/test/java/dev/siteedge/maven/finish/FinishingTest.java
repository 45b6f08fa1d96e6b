package dev.siteedge.maven.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.maven.compress.Precompression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishingTest {
    private static final String PAGE =
            "<!DOCTYPE html><html><head></head><body>" + "text ".repeat(400) + "</body></html>";

    @TempDir
    Path site;

    @BeforeEach
    void pages() throws IOException {
        Files.writeString(site.resolve("index.html"), PAGE);
        Files.writeString(site.resolve("private.html"), PAGE);
    }

    @Test
    void edge_tracksPagesButThoseThatRefuse_thenCompressesThem() throws IOException {
        assertThat(run(new Finish(null, null, true), Map.of("site", "a.example")))
                .isEqualTo(1);

        assertThat(site.resolve("index.html")).content().contains("a.example");
        assertThat(site.resolve("private.html")).hasContent(PAGE);
        assertThat(compressed("index.html")).exists();
    }

    @Test
    void inject_isTheCallersWordBeforeTheSites() throws IOException {
        assertThat(run(new Finish(false, null, false), Map.of())).isZero();
        assertThat(run(new Finish(null, null, false), Map.of("inject", "false")))
                .isZero();
        assertThat(site.resolve("index.html")).hasContent(PAGE);
        assertThat(run(new Finish(true, null, false), Map.of("inject", "false")))
                .isEqualTo(1);
    }

    @Test
    void compressedTexts_areOnlyMadeWhenWantedAndForTheEdge() throws IOException {
        run(new Finish(false, "edge", false), Map.of());
        run(new Finish(false, "static", true), Map.of());
        run(new Finish(false, null, true), Map.of("mode", "static"));

        assertThat(compressed("index.html")).doesNotExist();
    }

    @Test
    void unknownMode_isRefusedWithTheChoices() {
        for (@Nullable String mode : new String[] {"edges", null}) {
            assertThatThrownBy(() -> run(new Finish(false, mode, false), Map.of("mode", "edges")))
                    .isInstanceOf(FinishException.class)
                    .hasMessageContainingAll("edges", "edge, static");
        }
    }

    private int run(Finish finish, Map<String, String> settings) throws IOException {
        return new Finishing(site, finish, new SiteSettings(settings))
                .run(site.resolve("none"), Set.of("private.html"), line -> {});
    }

    private Path compressed(String name) {
        return site.resolve(Precompression.FOLDER).resolve(name + ".gz");
    }
}
