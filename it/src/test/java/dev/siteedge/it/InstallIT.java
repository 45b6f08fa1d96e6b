package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code install} makes a folder that the edge runs from: its classes archived, its libraries unpacked. */
class InstallIT {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path installed;

    @BeforeAll
    static void install() {
        installed = shared.resolve("edge");
        try (EdgeProcess install = EdgeProcess.launch(Runtime.command("install", "--to", installed))) {
            assertThat(install.exitCode()).as("%s", install.output()).isZero();
            assertThat(install.output())
                    .singleElement()
                    .asString()
                    .startsWith("start it with: java @" + installed.resolve("site-edge.args"));
        }
    }

    @Test
    void installed_hasWhatItNeedsAndNoMore() throws IOException {
        try (Stream<Path> files = Files.list(installed)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("site-edge-runtime.jar", "site-edge.args", "site-edge.jsa")
                    .hasSize(5);
        }
        try (ZipFile jar =
                new ZipFile(installed.resolve("site-edge-runtime.jar").toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .noneMatch(name -> name.contains("native/Linux/") || name.startsWith("libduckdb"));
        }
    }

    @Test
    void started_countsWithoutUnpackingAnything() {
        // Nothing can be unpacked into a folder that is not there.
        Path temporary = folder.resolve("missing");
        try (EdgeProcess edge = EdgeProcess.start(server("-Djava.io.tmpdir=" + temporary))) {
            Runtime.assertCounts(edge);
        }
    }

    @Test
    void started_takesItsClassesFromTheArchive() throws IOException {
        Path log = folder.resolve("classes.log");
        try (EdgeProcess edge = EdgeProcess.start(server("-Xlog:class+load:file=" + log))) {
            edge.kill();
        }
        List<String> ours = Files.readAllLines(log).stream()
                .filter(line -> line.contains(" dev.siteedge.edge."))
                .toList();
        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(ours.stream().filter(line -> line.contains("shared objects file (top)")))
                .hasSizeGreaterThan(ours.size() * 9 / 10);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void started_historyIsWrittenAtALowerPriorityThanAnswers() throws IOException {
        try (EdgeProcess edge = EdgeProcess.start(server("-Dnothing"))) {
            assertThat(niceness(edge.pid(), "site-edge-flush")).isEqualTo(10);
            assertThat(niceness(edge.pid(), "site-edge-log")).isZero();
        }
    }

    @Test
    void jarOfAnotherTime_startsWithoutTheArchive() throws IOException {
        Path jar = installed.resolve("site-edge-runtime.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        try {
            Files.setLastModifiedTime(jar, FileTime.fromMillis(time.toMillis() + 60_000));
            try (EdgeProcess edge = EdgeProcess.start(server("-Dnothing"))) {
                assertThat(new EdgeClient(edge.uri()).json("/api/metrics")).isNotNull();
            }
        } finally {
            Files.setLastModifiedTime(jar, time);
        }
    }

    @Test
    void againFromTheInstalledJar_isRefusedAndLeavesWhatIsThere() {
        List<String> command = Runtime.command("install", "--to", installed);
        command.set(2, installed.resolve("site-edge-runtime.jar").toString());
        try (EdgeProcess install = EdgeProcess.launch(command)) {
            assertThat(install.exitCode()).isEqualTo(1);
            assertThat(install.output()).singleElement().asString().contains("released jar", "libduckdb");
        }
        assertThat(installed.resolve("site-edge.args")).exists();
        assertThat(installed.resolve("site-edge.jsa")).exists();
    }

    @Test
    void targetIsAFile_namesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (EdgeProcess install = EdgeProcess.launch(Runtime.command("install", "--to", file))) {
            assertThat(install.exitCode()).isEqualTo(1);
            assertThat(install.output()).singleElement().asString().contains("--to is wrong", file.toString());
        }
    }

    @Test
    void targetHasABlank_isToldWhy() {
        Path target = folder.resolve("site edge");
        try (EdgeProcess install = EdgeProcess.launch(Runtime.command("install", "--to", target))) {
            assertThat(install.exitCode()).isEqualTo(1);
            assertThat(install.output()).singleElement().asString().contains(target.toString(), "without blanks");
        }
        assertThat(target).doesNotExist();
    }

    private List<String> server(String option) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option));
        command.add("@" + installed.resolve("site-edge.args"));
        Object[] arguments = {
            "--site", Runtime.onePageSite(folder.resolve("site")), "--data", folder.resolve("data"), "--port", 0
        };
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** See proc_pid_stat(5). */
    private static int niceness(long process, String thread) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process + "/task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.contains("(" + thread + ")")) {
                    return Integer.parseInt(
                            stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
                }
            }
        }
        throw new AssertionError("no thread " + thread);
    }
}
