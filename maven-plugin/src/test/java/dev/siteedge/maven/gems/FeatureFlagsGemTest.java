package dev.siteedge.maven.gems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tests of the gem {@code jekyll-feature-flags} under JRuby, on the gems that the plugin carries: what users of the
 * plugin have, and the machine that runs the tests needs no Ruby.
 */
class FeatureFlagsGemTest {
    private static final Pattern SUMMARY =
            Pattern.compile("(\\d+) runs, (\\d+) assertions, 0 failures, 0 errors, 0 skips");

    @Test
    void everyTestOfTheGem_passesUnderJRuby() throws IOException, InterruptedException {
        ProcessBuilder ruby = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djruby.compile.invokedynamic=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.jruby.Main",
                        Path.of("../feature-flags-gem/test/run.rb")
                                .toAbsolutePath()
                                .normalize()
                                .toString()))
                .redirectErrorStream(true);
        GemEnvironment.apply(ruby.environment(), List.of(), "test");
        Process process = ruby.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        Matcher summary = SUMMARY.matcher(output);
        assertThat(summary.find()).as(output).isTrue();
        assertThat(Integer.parseInt(summary.group(1))).as(output).isGreaterThan(50);
    }
}
