package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.PluginClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies of the sites in {@code src/test/sites}, and requests to build them. */
final class TestSites {
    private TestSites() {}

    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(file -> !isBuilt(from.relativize(file))).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    /** What an earlier build left in the folder. */
    private static boolean isBuilt(Path file) {
        return Set.of("target", "_site", ".jekyll-cache")
                .contains(file.getName(0).toString());
    }

    static Path write(Path site, String name, String content) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** The same with {@code -Dsite-edge.profile}. */
    static BuildRequest profiled(BuildRequest request) {
        return new BuildRequest(
                request.source(),
                request.sourceFixed(),
                request.destination(),
                request.config(),
                request.exclude(),
                new JekyllOptions(null, null, null, null, null, true, "production"),
                request.inject(),
                request.failOnWarnings(),
                request.trace(),
                request.timeoutSeconds(),
                request.jvm());
    }

    static BuildRequest request(Path source, Path destination) {
        return request(source, destination, null, false);
    }

    static BuildRequest request(Path source, Path destination, @Nullable Boolean inject, boolean failOnWarnings) {
        return new BuildRequest(
                source,
                false,
                destination,
                List.of(),
                List.of(),
                new JekyllOptions(null, null, null, null, null, false, "production"),
                inject,
                failOnWarnings,
                false,
                0,
                new ChildJvm(PluginClassPath.of(TestSites.class.getClassLoader()), List.of(), List.of()));
    }
}
