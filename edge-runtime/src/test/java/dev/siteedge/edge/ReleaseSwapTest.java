package dev.siteedge.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.site.InvalidSiteException;
import dev.siteedge.edge.site.Releases;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseSwapTest {
    private static final int SWAPS = 100;
    private static final long POLL_NANOS = 20_000_000_000L;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Every file of a release says its letter, as does a header. */
    private Path built(String letter) throws IOException {
        Path site = folder.resolve("built-" + letter);
        Files.createDirectories(site.resolve("_edge/variants/hero.bold"));
        Files.writeString(site.resolve("index.html"), letter.repeat(50_000));
        Files.writeString(site.resolve("_edge/variants/hero.bold/index.html"), letter.repeat(60_000));
        // Streamed from disk.
        Files.writeString(site.resolve("big.txt"), letter.repeat(1_000_000));
        Files.writeString(site.resolve("_headers"), "/*\n  X-Release: " + letter + "\n");
        Files.writeString(site.resolve("_edge/manifest.json"), """
                {"version":1,"site":"localhost","experiments":[{"id":"hero","status":"running",
                "variants":[{"name":"control"},{"name":"bold"}]}],"pages":{"/":{"experiments":["hero"],
                "renditions":{"hero=control":{"file":"index.html"},
                "hero=bold":{"file":"_edge/variants/hero.bold/index.html"}}}}}""");
        return site;
    }

    private EdgeServer serve(Path site) {
        return EdgeServer.start(EdgeOptions.of(site, folder.resolve("data")).listeningOn("127.0.0.1", 0));
    }

    private HttpResponse<String> get(EdgeServer server, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.uri() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void releaseSwappedUnderLoad_failsNoRequestAndMixesNone() throws Exception {
        Releases releases = new Releases(folder.resolve("data"), Clock.systemUTC());
        String first = releases.deploy(built("a"), 10);
        String second = releases.deploy(built("b"), 10);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<List<String>>> seen = new ArrayList<>();
        try (EdgeServer server = serve(Releases.current(folder.resolve("data")))) {
            for (int i = 0; i < 4; i++) {
                String path = i % 2 == 0 ? "/" : "/big.txt";
                seen.add(clients.submit(() -> askUntil(stop, server, path)));
            }
            for (int i = 0; i < SWAPS; i++) {
                releases.activate(i % 2 == 0 ? first : second);
                server.siteChanged();
            }
            stop.set(true);
            List<String> letters = new ArrayList<>();
            for (Future<List<String>> answers : seen) {
                letters.addAll(answers.get());
            }
            assertThat(letters).contains("a", "b").containsOnly("a", "b");
        } finally {
            stop.set(true);
            clients.shutdownNow();
        }
    }

    /** The release of each answer, or what is wrong with it. */
    private List<String> askUntil(AtomicBoolean stop, EdgeServer server, String path) throws Exception {
        List<String> answers = new ArrayList<>();
        while (!stop.get()) {
            HttpResponse<String> answer = get(server, path);
            String letter = answer.headers().firstValue("X-Release").orElse("none");
            boolean whole = answer.statusCode() == 200
                    && answer.body().replace(letter, "").isEmpty();
            answers.add(whole ? letter : answer.statusCode() + " " + path + " of release " + letter + " is mixed");
        }
        return answers;
    }

    @Test
    void deployAndRollback_areFollowedByARunningEdge() throws Exception {
        Path data = folder.resolve("data");
        command(
                "release",
                "deploy",
                "--data",
                data.toString(),
                "--site",
                built("a").toString());
        try (EdgeServer server = serve(Releases.current(data))) {
            assertThat(get(server, "/big.txt").body()).startsWith("a");
            command(
                    "release",
                    "deploy",
                    "--data",
                    data.toString(),
                    "--site",
                    built("b").toString());
            await(server, "b");
            command("release", "rollback", "--data", data.toString());
            await(server, "a");
            assertThatThrownBy(() -> new Releases(data, Clock.systemUTC()).rollback())
                    .isInstanceOf(InvalidSiteException.class)
                    .hasMessageStartingWith("there is no release to go back to");
        }
    }

    @Test
    void linkThatLeadsElsewhere_isFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("live"), built("a"));
        try (EdgeServer server = serve(link)) {
            Path draft = Files.createSymbolicLink(folder.resolve("draft"), built("b"));
            Files.move(draft, link, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            await(server, "b");
        }
    }

    @Test
    void releaseThatCannotBeServed_isRefusedAndTheOldOneStays() throws Exception {
        Path data = folder.resolve("data");
        Releases releases = new Releases(data, Clock.systemUTC());
        String good = releases.deploy(built("a"), 10);
        Path broken = built("b");
        Files.write(broken.resolve("_redirects"), new byte[] {'/', 'a', ' ', (byte) 0xff, '\n'});
        try (EdgeServer server = serve(Releases.current(data))) {
            assertThatThrownBy(() -> releases.deploy(broken, 10))
                    .isInstanceOf(InvalidSiteException.class)
                    .hasMessageContaining("_redirects is wrong: it is not UTF-8");
            assertThat(releases.names()).containsExactly(good);
            Path live = data.resolve("releases").resolve(good);
            Files.write(live.resolve("_redirects"), new byte[] {(byte) 0xff});

            assertThatThrownBy(server::siteChanged).isInstanceOf(InvalidSiteException.class);

            assertThat(get(server, "/big.txt").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oldReleases_goButNeverTheOneToGoBackTo() throws Exception {
        Path data = folder.resolve("data");
        Releases releases = new Releases(data, Clock.systemUTC());
        Path site = built("a");
        String first = releases.deploy(site, 2);
        String second = releases.deploy(site, 2);
        releases.activate(first);
        String third = releases.deploy(site, 2);
        assertThat(releases.names()).containsExactlyInAnyOrder(first, second, third);

        String fourth = releases.deploy(site, 2);

        assertThat(releases.names()).containsExactlyInAnyOrder(third, fourth);
        assertThat(releases.rollback()).isEqualTo(third);
        assertThat(releases.active()).isEqualTo(third);
    }

    private void await(EdgeServer server, String letter) throws Exception {
        long start = System.nanoTime();
        while (!get(server, "/big.txt").body().startsWith(letter)) {
            assertThat(System.nanoTime() - start)
                    .as("ns until release " + letter)
                    .isLessThan(POLL_NANOS);
        }
    }

    private static void command(String... arguments) throws InterruptedException {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(new Main(nowhere, System.err, EdgeServer::start).run(arguments))
                .isZero();
    }
}
