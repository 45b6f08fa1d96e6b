package dev.siteedge.maven.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.maven.gems.PluginClassPath;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.ChildJvm;
import dev.siteedge.maven.jekyll.JekyllBuild;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import dev.siteedge.maven.jekyll.JekyllOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preview as the goal runs it, with a real build and a real runtime. */
class PreviewTest {
    private static final String HOST = "127.0.0.1";
    private static final String EVENT = "{\"site\":\"example.com\",\"type\":\"pageview\",\"path\":\"/\"}";

    @TempDir
    Path folder;

    private final AwaitedLog log = new AwaitedLog();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void site() throws IOException {
        write("_config.yml", "url: https://example.com\n");
        write("index.html", "---\n---\n<html><head></head><body>first</body></html>\n");
    }

    @Test
    void change_isServedAndAMistakeLeavesTheLastGoodSite() throws Exception {
        Thread thread = new Thread(preview(0), "preview");
        thread.start();
        String root = log.await("Serving (http://\\S+)/ with");

        assertThat(get(root + "/")).contains("first").containsOnlyOnce("/_edge/site-edge.js");
        assertThat(get(root + "/dashboard")).contains("<html");
        assertThat(send(HttpRequest.newBuilder(URI.create(root + "/api/event")).POST(BodyPublishers.ofString(EVENT)))
                        .statusCode())
                .isEqualTo(202);
        assertThat(get(root + "/api/metrics?site=example.com&range=1h")).contains("\"summary\":{\"pageviews\":1,");

        write("index.html", "---\n---\nsecond\n");
        log.await("Changed: (index.html)");
        log.await("(Built) ");
        assertThat(get(root + "/")).contains("second");

        write("index.html", "---\n---\n{% nonsense %}\n");
        assertThat(log.await("(.*The last good site stays up\\.)"))
                .startsWith("index.html:3: Liquid is wrong: Unknown tag 'nonsense'. ");
        assertThat(get(root + "/")).contains("second");

        thread.interrupt();
        thread.join();
        assertThatThrownBy(() -> get(root + "/")).isInstanceOf(IOException.class);
    }

    /** A rebuild of this site takes half a minute while a file is there. */
    @Test
    void editWhileTheWholeSiteIsBuilt_isShownBeforeThat() throws Exception {
        Path slow = folder.resolve("slow");
        write(
                "_plugins/slow.rb",
                "Jekyll::Hooks.register(:pages, :post_render) do\n  sleep 0.1 if File.exist?('" + slow + "')\nend\n");
        for (int page = 0; page < 300; page++) {
            write("page-" + page + ".html", "---\n---\n" + page);
        }
        Thread thread = new Thread(preview(0), "preview");
        thread.start();
        String root = log.await("Serving (http://\\S+)/ with");
        Files.createFile(slow);

        for (String edit : List.of("second", "third", "fourth")) {
            write("index.html", "---\n---\n" + edit + "\n");
            assertThat(log.await("(Changed: index.html|Built )")).isEqualTo("Changed: index.html");
            Awaitility.await().until(() -> get(root + "/").contains(edit));
        }
        Files.delete(slow);
        log.await("(Built) ");
        assertThat(get(root + "/")).contains("fourth");
        assertThat(get(root + "/page-299")).contains("299");

        thread.interrupt();
        thread.join();
    }

    @Test
    void portInUse_isOneLineThatNamesTheParameter() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            assertThatThrownBy(preview(taken.getLocalPort())::run)
                    .isInstanceOf(JekyllBuildException.class)
                    .hasMessage("site-edge.port is wrong: 127.0.0.1:" + taken.getLocalPort()
                            + " is in use. Choose another port, or 0 for any.");
        }
    }

    @Test
    void siteThatDoesNotBuild_isNotServed() throws IOException {
        write("index.html", "---\n---\n{% nonsense %}\n");

        assertThatThrownBy(preview(0)::run)
                .isInstanceOf(JekyllBuildException.class)
                .hasMessageStartingWith("index.html:3: ");
    }

    private Preview preview(int port) {
        BuildRequest request = new BuildRequest(
                folder.resolve("source"),
                true,
                folder.resolve("site"),
                List.of(),
                List.of(),
                new JekyllOptions(null, null, null, null, null, false, "development"),
                null,
                false,
                false,
                0,
                new ChildJvm(PluginClassPath.of(getClass().getClassLoader()), List.of(), List.of()));
        return new Preview(
                JekyllBuild.warm(InstantSource.system(), log), request, folder.resolve("data"), HOST, port, log);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve("source").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))).body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
