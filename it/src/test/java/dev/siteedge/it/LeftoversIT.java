package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed leaves no copy of a native library among the temporary files: 70 MB at every start. */
@EnabledOnOs(OS.LINUX)
class LeftoversIT {
    @TempDir
    Path folder;

    @Test
    void killed_leavesNoLibraryAmongTheTemporaryFiles() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = Runtime.command(
                "--site", Runtime.onePageSite(folder.resolve("site")), "--data", folder.resolve("data"), "--port", 0);
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        try (EdgeProcess edge = EdgeProcess.start(command)) {
            // Both libraries are loaded, and work without their files.
            Runtime.assertCounts(edge);
            Awaitility.await().until(() -> libraries(temporary).isEmpty());
            edge.kill();
        }
        assertThat(libraries(temporary)).isEmpty();
    }

    @Test
    void noFolderForTemporaryFiles_isToldInALine() {
        Path missing = folder.resolve("missing");
        List<String> command = Runtime.command(
                "--site", Runtime.onePageSite(folder.resolve("site")), "--data", folder.resolve("data"), "--port", 0);
        command.add(1, "-Djava.io.tmpdir=" + missing);
        try (EdgeProcess edge = EdgeProcess.launch(command)) {
            assertThat(edge.exitCode()).isEqualTo(1);
            assertThat(edge.output()).singleElement().asString().contains("temporary files", missing.toString());
        }
    }

    private static List<Path> libraries(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.toString().contains(".so")).toList();
        }
    }
}
