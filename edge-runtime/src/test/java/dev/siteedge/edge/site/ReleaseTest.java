package dev.siteedge.edge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.http.HandlerServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    @TempDir
    private Path folder;

    @Test
    void siteWithoutManifest_isLocalhost() {
        Manifest manifest = new Site(folder).current().manifest();

        assertThat(manifest.site()).isEqualTo("localhost");
        assertThat(manifest.baseurl()).isEmpty();
        assertThat(manifest.experimentConsent()).isEqualTo("visitor-day");
        assertThat(manifest.experiments().all()).isEmpty();
    }

    @Test
    void newerManifest_isRefusedNamingBothVersions() {
        new SiteFolder(folder).manifest("{'version':2,'site':'example.com'}");

        assertThatThrownBy(() -> new Site(folder))
                .isInstanceOf(InvalidSiteException.class)
                .hasMessageContaining("version 2; this runtime reads up to version 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{not json|it must be JSON",
                "{'pages':{'/':{'experiments':['x']}}}|experiment 'x'; the manifest does not define it",
                "{'experiments':[{'id':'x','variants':[{'name':'c'}]}],'pages':{'/':{'experiments':['x']}}}"
                        + "|no rendition of controls only",
                "{'pages':{'/':{'experiments':[],'renditions':{'':{'file':'gone.html'}}}}}|gone.html is not in the site",
                "{'experiments':[{'id':'X'}]}|id of an experiment is wrong: 'X'"
            })
    void wrongManifest_isRefusedByName(String json, String message) {
        new SiteFolder(folder).manifest(json);

        assertThatThrownBy(() -> new Site(folder)).hasMessageContaining(message);
    }

    @Test
    void missingFolder_saysWhatToDo() {
        assertThatThrownBy(() -> new Site(folder.resolve("none"))).hasMessageContaining("mvn site-edge:build");
    }

    @Test
    void reload_servesTheNewFilesAndTheOldOnesWhenTheyAreWrong() {
        SiteFolder files = new SiteFolder(folder).with("index.html", "old");
        Site site = new Site(folder);
        try (HandlerServer server = SiteServing.of(site, false)) {
            String etag = server.get("/").header("ETag");
            files.with("index.html", "new").with("more.html", "more");

            assertThat(server.get("/").body()).isEqualTo("old");
            site.reload();
            assertThat(server.get("/", "If-None-Match: " + etag).body()).isEqualTo("new");
            assertThat(server.get("/more").body()).isEqualTo("more");

            files.manifest("{'version':99}");
            assertThatThrownBy(site::reload).isInstanceOf(InvalidSiteException.class);
            assertThat(server.get("/more").body()).isEqualTo("more");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/,200,",
        "/docs/page,200,",
        "/docs/_edge/site-edge.js,200,",
        "/docs,301,/docs/",
        "/,302,/docs/",
        "/page,404,",
        "/docsx/,404,",
        "/docs/folder,301,/docs/folder/"
    })
    void baseurl_mountsTheSite(String path, int status, String location) {
        new SiteFolder(folder)
                .with("index.html", "home")
                .with("page.html", "page")
                .with("folder/index.html", "folder")
                .with("_edge/site-edge.js", "1")
                .manifest("{'baseurl':'/docs'}");

        try (HandlerServer server = SiteServing.of(new Site(folder), false)) {
            assertThat(server.get(path).status()).isEqualTo(status);
            assertThat(server.get(path).header("Location")).isEqualTo(location);
        }
    }
}
