package dev.siteedge.maven.jekyll;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What can be said about a request before a JVM is started for it.
 */
final class SourceCheck {
    private static final String REMEDY =
            " Run in the folder that holds _config.yml, or name it with -Dsite-edge.source.";

    private SourceCheck() {}

    static void check(BuildRequest request) {
        Path source = request.source();
        if (!Files.exists(source)) {
            throw new JekyllBuildException("Source is wrong: " + source + "; there is no such folder." + REMEDY);
        }
        if (!Files.isDirectory(source)) {
            throw new JekyllBuildException("Source is wrong: " + source + "; it is no folder." + REMEDY);
        }
        if (!Files.isReadable(source)) {
            throw new JekyllBuildException(
                    "Source is wrong: " + source + "; it cannot be read. Give yourself the right to read it.");
        }
        if (request.config().isEmpty() && !hasConfig(source)) {
            throw new JekyllBuildException("Source is wrong: " + source + "; it holds no _config.yml." + REMEDY);
        }
        for (Path file : request.config()) {
            if (!Files.isReadable(file)) {
                throw new JekyllBuildException("Configuration file is wrong: " + file
                        + "; it cannot be read. Name files that exist with -Dsite-edge.config.");
            }
        }
        if (request.destination().equals(source)) {
            throw new JekyllBuildException("Destination is wrong: " + source
                    + "; it is the source, which the site would replace. Choose another with -Dsite-edge.destination.");
        }
        if (source.startsWith(request.destination())) {
            throw new JekyllBuildException("Destination is wrong: " + request.destination()
                    + "; it holds the source, which the site would replace. Choose another with"
                    + " -Dsite-edge.destination.");
        }
    }

    private static boolean hasConfig(Path source) {
        return Stream.of("_config.yml", "_config.yaml", "_config.toml")
                .anyMatch(name -> Files.isRegularFile(source.resolve(name)));
    }
}
