package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    @Test
    void newerJava_isToldNotToWarn_andAnOlderOneOfNothingThatItDoesNotKnow() {
        assertThat(ChildJvm.silences(23)).isEmpty();
        assertThat(ChildJvm.silences(24))
                .isEqualTo(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
}
