package dev.siteedge.maven.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecompressionTest {
    @TempDir
    private Path folder;

    private Path site = Path.of("");
    private Path previous = Path.of("");

    @BeforeEach
    void folders() {
        site = folder.resolve("site");
        previous = folder.resolve("previous");
    }

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

        assertThat(Precompression.run(site, previous)).isEqualTo(3);
        assertThat(Precompression.run(site, previous)).isEqualTo(3);

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

        assertThat(Precompression.run(site, previous)).isEqualTo(1);

        assertThat(zipped("long.html")).exists();
        assertThat(zipped("short.html")).doesNotExist();
        assertThat(zipped("photo.jpg")).doesNotExist();
        assertThat(zipped("noise.txt")).doesNotExist();
    }

    @Test
    void textThatDidNotChange_isNotCompressedAgain() throws IOException {
        String text = "text ".repeat(1_000);
        before("same.html", text);
        write("same.html", text.getBytes(StandardCharsets.UTF_8));

        assertThat(Precompression.run(site, previous)).isEqualTo(1);

        assertThat(Files.isSameFile(zipped("same.html"), previous.resolve(Precompression.FOLDER + "/same.html.gz")))
                .isTrue();
    }

    @Test
    void textThatChangedOrHasAnothersGzipFile_isCompressed() throws IOException {
        String text = "text ".repeat(1_000);
        before("changed.html", text.replace("text text", "next text"));
        before("other.html", text);
        before("short.html", text);
        before("gone.html", text);
        Path compressed = previous.resolve(Precompression.FOLDER);
        Files.copy(compressed.resolve("changed.html.gz"), replaced(compressed.resolve("other.html.gz")));
        Files.write(replaced(compressed.resolve("short.html.gz")), new byte[] {1});
        Files.delete(compressed.resolve("gone.html.gz"));
        for (String name : new String[] {"changed.html", "other.html", "short.html", "gone.html"}) {
            write(name, text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Precompression.run(site, previous)).isEqualTo(4);

        for (String name : new String[] {"changed.html", "other.html", "short.html", "gone.html"}) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(zipped(name)))) {
                assertThat(in.readAllBytes())
                        .as(name)
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(text);
            }
        }
    }

    private static Path replaced(Path file) throws IOException {
        Files.delete(file);
        return file;
    }

    /** A text of the last build, with its gzip file. */
    private void before(String name, String text) throws IOException {
        Files.createDirectories(previous);
        Files.writeString(previous.resolve(name), text);
        Precompression.run(previous, folder.resolve("none"));
    }
}
