package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site with an experiment, built twice: the second time with other weights. */
class BakedSiteTest {
    private static final Pattern RENDITION = Pattern.compile("\"file\": \"(.*)\",\\s+\"sha256\": \"(.*)\"");
    private static final RecordingLog FIRST = new RecordingLog();
    private static final RecordingLog SECOND = new RecordingLog();

    @TempDir
    static Path folder;

    private static Path site = Path.of("");

    @BeforeAll
    static void buildTwice() throws IOException {
        Path source = folder.resolve("source");
        site = folder.resolve("site");
        TestSites.write(source, "_config.yml", "url: https://example.com\nkeep_files: [kept]\n");
        TestSites.write(
                source,
                "index.html",
                "---\n---\n<html><head>\n</head><body>{% experiment hero %}{% variant control %}Plain"
                        + "{% variant bold %}Bold{% endexperiment %}</body></html>\n");
        build(source, 50, FIRST);
        Files.createDirectories(site.resolve("kept/empty"));
        TestSites.write(site, "kept-too.txt", "a name's start is enough");
        TestSites.write(site, "_edge/variants/old.arm/index.html", "of an experiment that is gone");
        build(source, 10, SECOND);
    }

    private static void build(Path source, int weight, BuildLog log) throws IOException {
        TestSites.write(
                source,
                "_data/experiments.yml",
                "- id: hero\n  status: running\n  variants:\n    - {name: control, weight: 50}\n"
                        + "    - {name: bold, weight: " + weight + "}\n");
        JekyllBuild.cold(InstantSource.system(), log).run(TestSites.request(source, site));
    }

    @Test
    void hashes_areThoseOfTheTrackedFiles() throws Exception {
        String manifest = Files.readString(site.resolve("_edge/manifest.json"));

        assertThat(RENDITION.matcher(manifest).results().map(found -> found.group(1)))
                .containsExactly("index.html", "_edge/variants/hero.bold/index.html");
        for (MatchResult found : RENDITION.matcher(manifest).results().toList()) {
            byte[] page = Files.readAllBytes(site.resolve(found.group(1)));
            assertThat(new String(page, java.nio.charset.StandardCharsets.UTF_8))
                    .contains("site-edge.js");
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(page);
            assertThat(found.group(2)).isEqualTo(String.format("%064x", new BigInteger(1, hash)));
        }
    }

    @Test
    void otherWeightsUnderTheSameSeed_areAWarning() {
        assertThat(FIRST.level("WARN")).isEmpty();
        assertThat(SECOND.level("WARN"))
                .singleElement()
                .asString()
                .contains("experiment 'hero' has another order or other weights than in the last build");
    }

    @Test
    void oldSite_leavesWhatIsKeptAndNothingElse() throws IOException {
        assertThat(site.resolve("kept/empty")).isEmptyDirectory();
        assertThat(site.resolve("kept-too.txt")).exists();
        try (Stream<Path> variants = Files.list(site.resolve("_edge/variants"))) {
            assertThat(variants).containsExactly(site.resolve("_edge/variants/hero.bold"));
        }
    }
}
