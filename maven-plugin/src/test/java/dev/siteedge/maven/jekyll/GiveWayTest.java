package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that nobody waits for, and something that is to be seen sooner. */
class GiveWayTest {
    private static final int PAGES = 300;
    /** Takes its time for each page while a file is there, and notes it. Says so in the page when Jekyll knows another site. */
    private static final String SLOW = """
            Jekyll::Hooks.register(:pages, :post_render) do |page|
              page.output += "strange" unless Jekyll.sites == [page.site]
              rendered = File.join(page.site.source, "..", "rendered")
              if File.exist?(rendered)
                File.write(rendered, "#{page.path}\n", :mode => "a")
                sleep 0.02
              end
            end
            """;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();
    private final JekyllBuild warm = JekyllBuild.warm(InstantSource.system(), log);
    private Path source = Path.of("");
    private Path rendered = Path.of("");
    private BuildRequest request = TestSites.request(source, source);

    @BeforeEach
    void site() throws IOException {
        source = folder.resolve("source");
        rendered = folder.resolve("rendered");
        request = TestSites.request(source, folder.resolve("site"));
        TestSites.write(source, "_config.yml", "title: Slow\n");
        TestSites.write(source, "_plugins/slow.rb", SLOW);
        for (int page = 0; page < PAGES; page++) {
            TestSites.write(source, "page-" + page + ".html", "---\n---\nfirst");
        }
    }

    @AfterEach
    void stop() {
        warm.close();
    }

    @Test
    void asked_endsBetweenTwoPagesAndLeavesTheOldSite_andTheNextIsWhole() throws IOException {
        warm.run(request);
        TestSites.write(source, "page-0.html", "---\n---\nsecond");
        Files.createFile(rendered);
        GiveWay giveWay = new GiveWay(log);
        CompletableFuture<Optional<BuildResult>> build =
                CompletableFuture.supplyAsync(() -> warm.run(request, giveWay));
        Awaitility.await().until(() -> Files.size(rendered) > 0);

        giveWay.ask();

        assertThat(build.join()).isEmpty();
        assertThat(Files.readAllLines(rendered)).hasSizeLessThan(PAGES);
        assertThat(page(0)).contains("first");

        Files.delete(rendered);
        assertThat(warm.showPage(request, source.resolve("page-0.html"))).isTrue();
        assertThat(page(0)).contains("second").doesNotContain("strange");
        assertThat(warm.run(request).pages()).isEqualTo(PAGES);
        assertThat(page(0)).contains("second");
        assertThat(page(PAGES - 1)).contains("first");
    }

    @Test
    void askedBeforeItBegan_rendersNothing_andAskedAfterItEnded_leavesTheNextAlone() throws IOException {
        Files.createFile(rendered);
        GiveWay before = new GiveWay(log);
        before.ask();

        assertThat(warm.run(request, before)).isEmpty();
        assertThat(Files.size(rendered)).isZero();

        Files.delete(rendered);
        GiveWay after = new GiveWay(log);
        assertThat(warm.run(request, after)).isPresent();
        Path staged = Files.createDirectories(folder.resolve(".site" + JekyllBuild.STAGING_SUFFIX));
        after.ask();
        assertThat(staged).isEmptyDirectory();
        assertThat(page(0)).contains("first");
    }

    private String page(int number) throws IOException {
        return Files.readString(folder.resolve("site").resolve("page-" + number + ".html"));
    }
}
