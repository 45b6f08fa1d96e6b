package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.http.Answer;
import dev.siteedge.edge.http.HandlerServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of slorber/trailing-slash-guide (docs/Hosting-Providers.md), measured on the hosts: {@code 200}, {@code 404},
 * or where they redirect to. GitHub Pages decides, where Jekyll sites live, but for a link that would be dead there.
 */
class TrailingSlashTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} as on {3}")
    @CsvSource(
            useHeadersInDisplayName = false,
            value = {
                // path, GitHub Pages, Cloudflare Pages, the host that the edge is like
                "/file,200,200,GitHub Pages",
                "/file/,404,/file,Cloudflare Pages",
                "/file.html,200,/file,GitHub Pages",
                "/folder,/folder/,/folder/,GitHub Pages",
                "/folder/,200,200,GitHub Pages",
                "/folder/index.html,200,/folder/,GitHub Pages",
                "/both,200,200,GitHub Pages",
                "/both/,200,200,GitHub Pages",
                "/both.html,200,/both,GitHub Pages",
                "/both/index.html,200,/both/,GitHub Pages"
            })
    void path_isAnsweredLikeTheNamedHost(String path, String gitHub, String cloudflare, String host) {
        new SiteFolder(folder)
                .with("file.html", "file")
                .with("folder/index.html", "folder")
                .with("both.html", "both.html")
                .with("both/index.html", "both/index");

        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            Answer answer = server.get(path);

            String location = answer.header("Location");
            assertThat(answer.status()).isIn(200, 301, 404);
            assertThat(location == null ? String.valueOf(answer.status()) : location)
                    .isEqualTo(host.equals("GitHub Pages") ? gitHub : cloudflare);
        }
    }
}
