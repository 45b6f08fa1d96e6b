package dev.siteedge.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir
    Path folder;

    private final ConfigurationCheck check = new ConfigurationCheck();

    @Test
    void siteWithAnAddress_isFine() throws IOException {
        assertThat(SickSite.lines(check, new SickSite(folder).built())).isEmpty();
    }

    @Test
    void siteWithoutUrl_isCountedAsLocalhost() throws IOException {
        SickSite site = new SickSite(folder).source("_config.yml", "title: A\n");

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN configuration: _config.yml: url is not set; visits are counted for the site"
                        + " localhost. Write the site's address, such as url: https://example.com.");
    }

    @Test
    void urlWithoutAHost_isNamed() throws IOException {
        SickSite site = new SickSite(folder).source("_config.yml", "url: example.com\n");

        assertThat(SickSite.lines(check, site.built()))
                .singleElement()
                .asString()
                .startsWith("WARN configuration: _config.yml: url is wrong: example.com; ");
    }

    @Test
    void toml_isSaidToBeUnread() throws IOException {
        SickSite site = new SickSite(folder).source("_config.toml", "url = \"https://example.com\"\n");
        Files.delete(site.sourceFolder().resolve("_config.yml"));

        assertThat(SickSite.lines(check, site.built()))
                .containsExactly("WARN configuration: _config.toml is not YAML: the doctor does not know what it says."
                        + " Rename it to _config.yml and write it as YAML to have it looked at.");
    }

    @Test
    void laterFile_winsKeyByKey() throws IOException {
        SickSite site = new SickSite(folder)
                .source("a.yml", "site_edge: {inject: false, tracker: {api: /a, hash: true}}\nbaseurl: /a\n")
                .source("b.yml", "site_edge: {tracker: {api: /b}}\nbaseurl: /b/\n");

        SiteConfig config = SiteConfig.read(site.request(folder.resolve("site"), List.of("a.yml", "b.yml")));

        assertThat(config.text("site_edge", "inject")).contains("false");
        assertThat(config.text("site_edge", "tracker", "api")).contains("/b");
        assertThat(config.text("site_edge", "tracker", "hash")).contains("true");
        assertThat(config.baseurl()).isEqualTo("/b");
    }

    @Test
    void brokenYaml_leavesTheWordToTheBuild() throws IOException {
        SickSite site = new SickSite(folder).source("_config.yml", "a: [\n");

        assertThat(SiteConfig.read(site.request(folder.resolve("site"), List.of()))
                        .values())
                .isEmpty();
        assertThat(SickSite.lines(check, site.failed("_config.yml:2: the YAML is wrong.")))
                .isEmpty();
    }
}
