package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's Ruby with the gems that the plugin carries.
 *
 * @param gems an empty folder, which they are copied to
 */
record CRuby(Path gems) {
    static final String MISSING =
            "CRuby's Jekyll is not installed here: run script/bootstrap, or apt-get install jekyll";

    static boolean isHere() {
        return Files.isExecutable(Path.of("/usr/bin/ruby")) && Files.isExecutable(Path.of("/usr/bin/jekyll"));
    }

    /** What {@code jekyll build} of the source writes. */
    void build(Path source, Path destination) throws IOException, InterruptedException {
        run(Map.of(), source, "bash", Path.of("src/gems/pack").toAbsolutePath(), "--for-cruby", gems);
        Map<String, String> environment = Map.of(
                "GEM_HOME", gems.toString(),
                "GEM_PATH", gems.toString(),
                "JEKYLL_ENV", "production",
                "JEKYLL_NO_BUNDLER_REQUIRE", "true",
                "LC_ALL", "C.UTF-8");
        run(
                environment,
                source,
                "/usr/bin/ruby",
                "-r" + Path.of("src/test/ruby/as_maven.rb").toAbsolutePath(),
                gems.resolve("gems/jekyll-4.3.1/exe/jekyll"),
                "build",
                "-d",
                destination);
    }

    private static void run(Map<String, String> environment, Path directory, Object... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(command).map(Object::toString).toList())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
