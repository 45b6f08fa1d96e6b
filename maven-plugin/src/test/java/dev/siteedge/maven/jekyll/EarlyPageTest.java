package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of one changed file, before the whole site is built. */
class EarlyPageTest {
    private static final String POST = "_posts/2026-01-02-first.md";

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private final JekyllBuild warm = JekyllBuild.warm(InstantSource.system(), log);
    private Path source = Path.of("");
    private BuildRequest request = TestSites.request(source, source);

    @BeforeEach
    void site() throws IOException {
        source = TestSites.copy(Path.of("src/test/sites/fixture"), folder.resolve("source"));
        request = TestSites.request(source, folder.resolve("site"));
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
    void stop() {
        warm.close();
    }

    @Test
    void changedPostAndPage_areShownAtOnceAsTheWholeBuildWritesThem() throws IOException {
        assertThat(warm.showPage(request, source.resolve(POST)))
                .as("before the first build")
                .isFalse();
        warm.run(request);
        Map<String, String> before = content();
        TestSites.write(source, "plain.md", "---\ntitle: Plain\n---\nplain\n");
        warm.run(request);

        for (String name : new String[] {POST, "plain.md"}) {
            Path file = source.resolve(name);
            Files.writeString(file, Files.readString(file) + "\nA line *more*.\n");

            assertThat(warm.showPage(request, file))
                    .as("%s: %s", name, log.lines())
                    .isTrue();
            Map<String, String> early = content();
            warm.run(request);
            Map<String, String> built = content();

            String page = pageWith(built, "A line <em>more</em>.", early);
            assertThat(early.get(page)).as(name).isEqualTo(built.get(page)).contains("site-edge.js");
        }
        assertThat(before).isNotEmpty();
    }

    @Test
    void whatIsNoPageOfItsOwn_orCannotBeRendered_waitsForTheWholeBuild() throws IOException {
        warm.run(request);
        Map<String, String> before = content();
        TestSites.write(source, "new.md", "---\n---\nnew");
        Path broken = source.resolve(POST);
        Files.writeString(broken, Files.readString(broken) + "{% nonsense %}");

        for (String name : new String[] {"_includes/footer.html", "tested.md", "new.md", "missing.md", POST}) {
            assertThat(warm.showPage(request, source.resolve(name))).as(name).isFalse();
        }
        assertThat(content()).isEqualTo(before);
    }

    private static String pageWith(Map<String, String> site, String text, Map<String, String> early) {
        return site.keySet().stream()
                .filter(file -> file.endsWith(".html") && site.get(file).contains(text))
                .filter(file -> early.getOrDefault(file, "").contains(text))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> content() throws IOException {
        Path site = folder.resolve("site");
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".html")).toList()) {
                // Says when the site was built.
                String html = Files.readString(file).replaceAll("\"dateModified\":\"[^\"]*\"", "");
                content.put(site.relativize(file).toString(), html);
            }
        }
        return content;
    }
}
