package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's mistake at the command line: one line that names it and the remedy, exit code 1, no stack trace. */
class CommandLineIT {
    @TempDir
    Path folder;

    @Test
    void portInUse_namesThePort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refused("--site", site(), "--data", data(), "--port", taken.getLocalPort()))
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("--port");
        }
    }

    @Test
    void dataFolderIsAFile_namesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "a file");
        assertThat(refused("--site", site(), "--data", file, "--port", 0)).contains(file.toString());
    }

    @Test
    void dataFolderInUse_namesIt() {
        try (EdgeProcess first = Runtime.start(site(), data())) {
            assertThat(first.uri()).isNotNull();
            assertThat(refused("--site", site(), "--data", data(), "--port", 0)).contains(data().toString());
        }
    }

    @Test
    void missingSite_namesIt() {
        Path missing = folder.resolve("nowhere");
        assertThat(refused("--site", missing, "--data", data(), "--port", 0)).contains(missing.toString());
    }

    @Test
    void unknownConfigKey_namesFileLineAndChoice() throws IOException {
        Path config = Files.writeString(folder.resolve("edge.yml"), "server:\n  prot: 80\n");
        assertThat(refused("--site", site(), "--data", data(), "--port", 0, "--config", config))
                .contains("edge.yml:2")
                .contains("prot")
                .contains("port");
    }

    @Test
    void manifestWithAWrongExperiment_namesFileAndValue() throws IOException {
        Path edge = Files.createDirectories(site().resolve("_edge"));
        Files.writeString(edge.resolve("manifest.json"), """
                {"version": 1, "site": "example.com", "pages": {}, "experiments":
                  [{"id": "hero", "status": "runing", "variants": [{"name": "a", "weight": 1}, {"name": "b", "weight": 1}]}]}
                """);

        assertThat(refused("--site", site(), "--data", data(), "--port", 0))
                .contains("hero")
                .contains("runing");
    }

    @Test
    void unknownOption_namesIt() {
        assertThat(refused("--stie", site(), "--data", data())).contains("--stie");
    }

    @Test
    void foreignAddressWithoutToken_saysHowToCreateOne() {
        assertThat(refused("--site", site(), "--data", data(), "--port", 0, "--host", "0.0.0.0"))
                .contains("token create");
    }

    private Path site() {
        return Runtime.onePageSite(folder.resolve("site"));
    }

    private Path data() {
        return folder.resolve("data-folder");
    }

    private static String refused(Object... arguments) {
        EdgeProcess process = EdgeProcess.launch(Runtime.command(arguments));
        assertThat(process.exitCode()).as(process.output().toString()).isEqualTo(1);
        List<String> output = process.output();
        assertThat(output).as("one line").hasSize(1);
        return output.get(0);
    }
}
