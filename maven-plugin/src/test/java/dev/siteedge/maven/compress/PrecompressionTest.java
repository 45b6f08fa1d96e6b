package dev.siteedge.maven.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecompressionTest {
    @TempDir
    private Path site;

    private void write(String name, byte[] bytes) throws IOException {
        Path file = site.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private Path zipped(String name) {
        return site.resolve("_edge/compressed/" + name + ".gz");
    }

    @Test
    void textThatShrinks_isCompressedOnce() throws IOException {
        byte[] text = "text ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        write("docs/über.html", text);
        write("_edge/variants/hero.bold/index.html", text);
        write("app.CSS", text);

        assertThat(Precompression.run(site)).isEqualTo(3);
        assertThat(Precompression.run(site)).isEqualTo(3);

        for (String name : new String[] {"docs/über.html", "_edge/variants/hero.bold/index.html", "app.CSS"}) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(zipped(name)))) {
                assertThat(in.readAllBytes()).isEqualTo(text);
            }
        }
    }

    @Test
    void whatIsShortOrNoTextOrDoesNotShrink_isLeft() throws IOException {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        write("short.html", "x".repeat(Precompression.MIN_BYTES - 1).getBytes(StandardCharsets.UTF_8));
        write("long.html", "x".repeat(Precompression.MIN_BYTES).getBytes(StandardCharsets.UTF_8));
        write("photo.jpg", "x".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        write("noise.txt", noise);

        assertThat(Precompression.run(site)).isEqualTo(1);

        assertThat(zipped("long.html")).exists();
        assertThat(zipped("short.html")).doesNotExist();
        assertThat(zipped("photo.jpg")).doesNotExist();
        assertThat(zipped("noise.txt")).doesNotExist();
    }
}
