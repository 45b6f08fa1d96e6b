package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.finish.Finish;
import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.preview.Preview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One site, built in every way there is to build it: each writes the same files, byte for byte, with what is compressed
 * and the manifest of experiments.
 */
@Timeout(300)
class EveryModeTest {
    private static final String POST = "_posts/2026-01-02-first.md";

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private Path source = Path.of("");
    private Path daemons = Path.of("");

    @BeforeEach
    void site() throws IOException {
        daemons = folder.resolve("daemons");
        source = TestSites.copy(Path.of("src/test/sites/fixture"), folder.resolve("source"));
        // Else feeds say when they were made.
        TestSites.write(
                source,
                "_config.yml",
                Files.readString(source.resolve("_config.yml")) + "time: 2026-11-24 12:00:00 +0000\n");
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
    }

    @AfterEach
    void stopDaemons() throws IOException {
        if (Files.isDirectory(daemons)) {
            Daemons.in(daemons).stop();
        }
    }

    @Test
    void sameSite_sameBytes() throws Exception {
        Map<String, String> before = cold("before");
        edit();
        Map<String, String> expected = cold("cold");

        assertThat(expected).isNotEqualTo(before);
        assertThat(expected.keySet())
                .contains("_edge/manifest.json", "_edge/compressed/index.html.gz")
                .anyMatch(file -> file.startsWith("_edge/variants/hero.bold/"));
        // Over the site as it was before: what did not change is taken from it.
        assertSame("cold, over an older site", cold("before"), expected);
        assertSame("cold, over the same site", cold("cold"), expected);
        assertSame("daemon, its first build", daemon(), expected);
        assertSame("daemon, its second build", daemon(), expected);
        undo();
        warm(expected);
        undo();
        assertSame("serve, after an edit", served(), expected);
    }

    private Map<String, String> cold(String name) throws IOException {
        JekyllBuild.cold(InstantSource.system(), log).run(request(name));
        return content(name);
    }

    private Map<String, String> daemon() throws IOException {
        new JekyllBuild(InstantSource.system(), log, new DaemonJvm(daemons, Duration.ofMinutes(2), log))
                .run(request("daemon"));
        return content("daemon");
    }

    private void warm(Map<String, String> expected) throws IOException {
        try (JekyllBuild warm = JekyllBuild.warm(InstantSource.system(), log)) {
            warm.run(request("warm"));
            edit();
            assertThat(warm.showPage(request("warm"), source.resolve(POST)))
                    .as("the edited page is shown before the site is built")
                    .isTrue();
            warm.run(request("warm"));
            assertSame("a kept JVM, after an edit that was shown at once", content("warm"), expected);
            warm.run(request("warm"));
            assertSame("a kept JVM, once more", content("warm"), expected);
        }
    }

    private Map<String, String> served() throws Exception {
        Heard heard = new Heard();
        JekyllBuild build = JekyllBuild.warm(InstantSource.system(), heard);
        Thread preview = new Thread(
                new Preview(build, request("served"), folder.resolve("data"), "127.0.0.1", 0, heard), "preview");
        preview.start();
        heard.serving.await();
        edit();
        heard.builtTwice.await();
        Map<String, String> served = content("served");
        preview.interrupt();
        preview.join();
        return served;
    }

    private void edit() throws IOException {
        post(Files.readString(source.resolve(POST)) + "\nA line *more*.\n");
    }

    private void undo() throws IOException {
        post(Files.readString(Path.of("src/test/sites/fixture").resolve(POST)));
    }

    /** Always of the same time, which jekyll-last-modified-at writes into pages. */
    private void post(String text) throws IOException {
        Path written = TestSites.write(folder, "post", text);
        Files.setLastModifiedTime(written, FileTime.fromMillis(1_790_000_000_000L));
        Files.move(written, source.resolve(POST), StandardCopyOption.ATOMIC_MOVE);
    }

    private BuildRequest request(String name) {
        return new BuildRequest(
                source,
                false,
                folder.resolve(name),
                List.of(),
                List.of(),
                new JekyllOptions(null, null, null, null, null, false, "production"),
                new Finish(null, null, true),
                false,
                false,
                0,
                null,
                new ChildJvm(PluginClassPath.of(getClass().getClassLoader()), List.of(), List.of()));
    }

    private Map<String, String> content(String name) throws IOException {
        Path site = folder.resolve(name);
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(site.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private static void assertSame(String mode, Map<String, String> actual, Map<String, String> expected) {
        assertThat(actual.keySet()).as(mode).isEqualTo(expected.keySet());
        expected.forEach((file, bytes) ->
                assertThat(actual.get(file)).as("%s: %s", mode, file).isEqualTo(bytes));
    }

    /** Hears when a preview is up, and when it has built a second time. */
    private static final class Heard implements BuildLog {
        private final CountDownLatch serving = new CountDownLatch(1);
        private final CountDownLatch builtTwice = new CountDownLatch(2);

        @Override
        public void info(String line) {
            if (line.startsWith("Serving ")) {
                serving.countDown();
            } else if (line.startsWith("Built ")) {
                builtTwice.countDown();
            }
        }

        @Override
        public void debug(String line) {
            // Of no interest here.
        }

        @Override
        public void warn(String line) {
            // Dart Sass has some.
        }

        @Override
        public void error(String line) {
            // The build failed: nobody waits any longer, and the sites differ.
            serving.countDown();
            builtTwice.countDown();
            builtTwice.countDown();
        }
    }
}
