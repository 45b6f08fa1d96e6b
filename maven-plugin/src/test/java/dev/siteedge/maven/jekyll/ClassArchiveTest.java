package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.gems.PluginClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void firstBuildLeavesAnArchive_whichTheNextMaps_andABrokenOneHurtsNobody() throws Exception {
        List<Path> jars = jars();
        ClassArchive archive = archive(jars);
        Path loaded = folder.resolve("loaded.txt");

        String first = build(jars, archive.arguments(true, Map.of()));
        await(archive.file());
        List<String> arguments = new ArrayList<>(archive.arguments(true, Map.of()));
        arguments.add("-Xlog:class+load:file=" + loaded);
        String second = build(jars, arguments);

        assertThat(Files.readString(loaded))
                .contains("org.jruby.Ruby source: shared objects file (top)")
                // Nobody has thrown it: loaded to check other classes, and never linked.
                .contains("org.jruby.exceptions.MainExitException source: shared objects file (top)")
                // Objects whose instance variables are read by method handles.
                .doesNotContain("org.jruby.gen.RubyObject");
        assertThat(second).isEqualTo(first);

        Files.delete(archive.file());
        Files.writeString(archive.file(), "no archive");
        assertThat(build(jars, archive.arguments(true, Map.of()))).isEqualTo(first);
        assertThat(log.lines()).noneMatch(line -> line.contains("cds") || line.contains("rchive"));
    }

    @Test
    void anotherJarOrAFolderOnTheClassPath_isAnotherArchiveOrNone() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "a");
        ClassArchive before = archive(List.of(jar));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertThat(archive(List.of(jar))).isNotEqualTo(before);
        assertThat(ClassArchive.of(folder, List.of(jar, folder))).isEmpty();
    }

    @Test
    void archive_isMadeByAColdBuildOfAMachineThatIsKept() throws IOException {
        ClassArchive archive = archive(List.of(Files.writeString(folder.resolve("a.jar"), "a")));

        assertThat(ClassArchive.isMadeBy(archive.arguments(true, Map.of()))).isTrue();
        assertThat(ClassArchive.isMadeBy(archive.arguments(false, Map.of()))).isFalse();
        assertThat(ClassArchive.isMadeBy(archive.arguments(true, Map.of("CI", "true"))))
                .isFalse();
    }

    private ClassArchive archive(List<Path> classPath) {
        return ClassArchive.of(folder.resolve("archives"), classPath).orElseThrow();
    }

    /** Builds a page and returns it. */
    private String build(List<Path> jars, List<String> arguments) throws IOException {
        Path source = folder.resolve("source");
        TestSites.write(source, "_config.yml", "title: One\n");
        TestSites.write(source, "index.md", "---\n---\n# One\n\n```ruby\nputs 1\n```\n");
        BuildRequest plain = TestSites.request(source, folder.resolve("site"));
        BuildRequest request = new BuildRequest(
                source,
                true,
                plain.destination(),
                plain.config(),
                plain.exclude(),
                plain.options(),
                false,
                false,
                false,
                0,
                new ChildJvm(jars, List.of(), arguments));
        try (JekyllBuild build = JekyllBuild.cold(InstantSource.system(), log)) {
            build.run(request);
        }
        return Files.readString(folder.resolve("site/index.html"));
    }

    /** The class path as users have it: Maven's tests run from folders. */
    private List<Path> jars() {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<Path> jars = new ArrayList<>();
        for (Path entry : PluginClassPath.of(getClass().getClassLoader())) {
            if (Files.isRegularFile(entry)) {
                jars.add(entry);
            } else if (Files.isDirectory(entry) && !entry.endsWith("test-classes")) {
                Path made = folder.resolve("classes-" + jars.size() + ".jar");
                assertThat(jar.run(System.out, System.err, "cf", made.toString(), "-C", entry.toString(), "."))
                        .isZero();
                jars.add(made);
            }
        }
        return jars;
    }

    private static void await(Path file) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (!Files.exists(file)) {
            assertThat(Instant.now()).as("%s is not there yet", file).isBefore(end);
            Thread.sleep(100);
        }
    }
}
