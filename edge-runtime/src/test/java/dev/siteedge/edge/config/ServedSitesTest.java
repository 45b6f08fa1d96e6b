package dev.siteedge.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedSitesTest {
    @TempDir
    Path folder;

    @Test
    void noManifest_servesLocalhost() throws IOException {
        ServedSites sites = sites("");

        assertThat(sites.builtSite()).isEqualTo("localhost");
        assertThat(sites.knows("localhost")).isTrue();
        assertThat(sites.knows("example.com")).isFalse();
        assertThat(sites.consent("localhost"))
                .isEqualTo(new Consent(Consent.Level.ANALYTICS, Consent.Experiments.VISITOR_DAY, false));
    }

    @Test
    void manifest_saysSiteAndConsent() throws IOException {
        manifest("{\"version\":1,\"site\":\"Example.com\",\"consent\":{\"experiments\":\"cookie\",\"strict\":true}}");
        ServedSites sites = sites("");

        assertThat(sites.knows("example.com")).isTrue();
        assertThat(sites.consent("example.com"))
                .isEqualTo(new Consent(Consent.Level.ANALYTICS, Consent.Experiments.COOKIE, true));
    }

    @Test
    void settings_winOverTheManifest() throws IOException {
        manifest("{\"site\":\"example.com\",\"consent\":{\"experiments\":\"cookie\"}}");
        ServedSites sites = sites("consent: {experiments: off, level: none}\nsites: {other.com: {public: true}}");

        assertThat(sites.consent("example.com"))
                .isEqualTo(new Consent(Consent.Level.NONE, Consent.Experiments.OFF, false));
        assertThat(sites.knows("other.com")).isTrue();
        assertThat(sites.isPublic("other.com")).isTrue();
        assertThat(sites.isPublic("example.com")).isFalse();
    }

    @Test
    void newBuild_isReadWhenToldSo() throws IOException {
        manifest("{\"site\":\"old.com\"}");
        ServedSites sites = sites("");
        manifest("{\"site\":\"new.com\"}");
        assertThat(sites.knows("old.com")).isTrue();

        sites.siteChanged();

        assertThat(sites.knows("old.com")).isFalse();
        assertThat(sites.knows("new.com")).isTrue();
    }

    @Test
    void brokenManifest_isRefusedInOneLine() throws IOException {
        manifest("{");
        StartRefused refused = catchThrowableOfType(StartRefused.class, () -> sites(""));

        assertThat(refused.problems()).singleElement().asString().endsWith("not JSON. Build the site again.");
    }

    private ServedSites sites(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yml"), yaml);
        return new ServedSites(new SettingsReader(Map.of()).read(file, folder, folder));
    }

    private void manifest(String json) throws IOException {
        Files.createDirectories(folder.resolve("_edge"));
        Files.writeString(folder.resolve("_edge/manifest.json"), json);
    }
}
