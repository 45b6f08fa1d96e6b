package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    @Test
    void newerJava_isToldNotToWarn_andAnOlderOneOfNothingThatItDoesNotKnow() {
        assertThat(ChildJvm.silences(23)).isEmpty();
        assertThat(ChildJvm.silences(24))
                .isEqualTo(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }

    @Test
    void oneThreadCompiles_onTwoProcessors_unlessTheUserChoseCompilers() {
        assertThat(ChildJvm.compilers(2, List.of("-Xmx3g"))).containsExactly("-XX:CICompilerCount=1");
        assertThat(ChildJvm.compilers(3, List.of())).isEmpty();
        assertThat(ChildJvm.compilers(2, List.of("-XX:TieredStopAtLevel=4"))).isEmpty();
        assertThat(ChildJvm.compilers(2, List.of("-XX:-TieredCompilation"))).isEmpty();
        assertThat(ChildJvm.compilers(2, List.of("-XX:CICompilerCount=2"))).isEmpty();
    }

    @Test
    void javaStarts_withOurCompilersAndWithTheUsers() throws Exception {
        for (List<String> own : List.of(List.<String>of(), List.of("-XX:TieredStopAtLevel=4"), List.of("-Xint"))) {
            List<String> command =
                    new ArrayList<>(new ChildJvm(List.of(), List.of(), own).command(10, true, Path.of("work")));
            command.set(command.size() - 1, "-version");
            Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(java.waitFor()).as(said).isZero();
        }
    }
}
