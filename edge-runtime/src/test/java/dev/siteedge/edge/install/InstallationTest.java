package dev.siteedge.edge.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    Path folder;

    @Test
    void quoted_isReadBackByTheJavaCommand() throws Exception {
        String value = "C:\\edge\\\"1\" # 'x'";
        Path arguments = Files.write(
                folder.resolve("arguments"),
                List.of(
                        "# a comment",
                        Installation.quoted("-Dname=" + value),
                        "-XshowSettings:properties",
                        "-version"));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes());
        assertThat(java.waitFor()).isZero();
        assertThat(printed).contains("name = " + value);
    }

    @Test
    void rehearsalThatFails_saysWhyAndLeavesNothing() throws Exception {
        Files.createFile(folder.resolve(Installation.JAR));
        RehearsalProcess process = new RehearsalProcess(folder, List.of(), "no.such.Rehearsal");
        assertThat(process.archive(folder.resolve(Installation.ARCHIVE)))
                .hasValueSatisfying(why -> assertThat(why).contains("no.such.Rehearsal"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(Installation.JAR));
        }
    }

    @Test
    void librariesOfThisMachine_areNamedAsInTheJars() {
        assertThat(NativeLibraries.ofThisMachine()).allSatisfy(name -> {
            assertThat(NativeLibraries.isLibrary(name)).isTrue();
            assertThat(getClass().getResource("/" + name)).isNotNull();
        });
    }
}
