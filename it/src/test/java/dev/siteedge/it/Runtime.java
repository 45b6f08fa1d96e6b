package dev.siteedge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The built runtime jar and sites to serve with it. */
final class Runtime {
    /** The project's root folder, from the build. */
    static final Path ROOT = Path.of(System.getProperty("site-edge.root")).normalize();

    /** The template as the build before these tests left it. */
    static final Path TEMPLATE_SITE = Path.of(System.getProperty("site-edge.template"), "target", "site-edge", "site");

    private Runtime() {}

    /** {@code java -jar site-edge-runtime.jar} with the arguments. */
    static List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ROOT.resolve("edge-runtime/target/site-edge-runtime.jar").toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** Starts the runtime on any free port. */
    static EdgeProcess start(Path site, Path data, Object... more) {
        List<String> command = command("--site", site, "--data", data, "--port", 0);
        Arrays.stream(more).map(Object::toString).forEach(command::add);
        return EdgeProcess.start(command);
    }

    /** A site of one page, with no manifest, so its id is {@code localhost}. */
    static Path onePageSite(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.html"), "<!DOCTYPE html><title>One page</title><p>Hello");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the first pageview and sees it counted: log and query engine work. */
    static void assertCounts(EdgeProcess edge) {
        EdgeClient client = new EdgeClient(edge.uri());
        assertThat(client.post("/api/event", pageview("one", "/")).statusCode()).isEqualTo(202);
        assertThat(client.json("/api/metrics").at("/summary/pageviews").asLong())
                .isEqualTo(1);
    }

    /** A pageview as the tracker sends it. */
    static String pageview(String id, String path) {
        return "{\"id\":\"%s\",\"type\":\"pageview\",\"path\":\"%s\"}".formatted(id, path);
    }
}
