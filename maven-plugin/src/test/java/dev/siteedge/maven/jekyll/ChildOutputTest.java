package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.jekyll.ChildMessage.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChildOutputTest {
    private final RecordingLog log = new RecordingLog();
    private ChildOutput output = new ChildOutput(Path.of("/site"), log, progress());

    @BeforeEach
    void freshOutput() {
        output = new ChildOutput(Path.of("/site"), log, progress());
    }

    @Test
    void rubyWarning_isFileLineMessage() {
        output.line("/site/_plugins/a.rb:12: warning: unused variable");

        assertThat(log.lines()).containsExactly("WARN _plugins/a.rb:12: unused variable");
        assertThat(output.warnings()).isOne();
    }

    @Test
    void rubyWarningInABundledGem_isNoWarning() {
        output.line("uri:classloader:/gems/x/lib/x.rb:1: warning: already initialized constant");

        assertThat(log.level("WARN")).isEmpty();
        assertThat(output.warnings()).isZero();
    }

    @Test
    void textOfAPlugin_isInformation() {
        output.line("hello");
        output.line("");

        assertThat(log.lines()).containsExactly("INFO hello");
    }

    @Test
    void messages_areRemembered() {
        output.line("dot" + ChildMessage.format(Kind.DONE, 3, 2));

        assertThat(output.tracked()).isEqualTo(2);
        assertThat(output.pages()).hasValue(3);
        assertThat(output.failure()).isEmpty();
        assertThat(log.lines()).containsExactly("INFO dot");
    }

    private Progress progress() {
        return new Progress(InstantSource.fixed(Instant.EPOCH), log);
    }
}
