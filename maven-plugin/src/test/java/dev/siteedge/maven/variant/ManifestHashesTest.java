package dev.siteedge.maven.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestHashesTest {
    /** As Ruby's JSON.pretty_generate writes it. */
    private static final String MANIFEST = """
            {
              "version": 1,
              "experiments": [
                {
                  "coverage": 1.0,
                  "share": 0.30,
                  "goals": []
                },
                "ü"
              ],
              "pages": {
                "/": {
                  "renditions": {
                    "hero=bold": {
                      "file": "a.html",
                      "sha256": "%s"
                    }
                  }
                }
              },
              "flags": {}
            }
            """;

    /** Of {@code abc}: FIPS 180-2, B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path site;

    @Test
    void staleHash_isReplacedAndNothingElse() throws IOException {
        Files.writeString(site.resolve("a.html"), "abc");
        manifest("stale");

        ManifestHashes.refresh(site);

        assertThat(Files.readString(site.resolve("_edge/manifest.json"))).isEqualTo(MANIFEST.formatted(ABC));
    }

    @Test
    void siteWithoutManifest_staysAsItIs() throws IOException {
        ManifestHashes.refresh(site);

        assertThat(site).isEmptyDirectory();
    }

    @Test
    void missingFile_isNoSite() throws IOException {
        manifest("stale");

        assertThatThrownBy(() -> ManifestHashes.refresh(site)).isInstanceOf(NoSuchFileException.class);
    }

    private void manifest(String hash) throws IOException {
        Files.createDirectories(site.resolve("_edge"));
        Files.writeString(site.resolve("_edge/manifest.json"), MANIFEST.formatted(hash));
    }
}
