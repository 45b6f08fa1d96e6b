package dev.siteedge.maven.gems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code src/gems/pack} laid out. */
class PackedGemsTest {
    private static final Path PACKED = Path.of("target/gems/packed");

    @Test
    void everyGem_isOnTheClassPathInOneVersion() throws IOException {
        List<String> names = new ArrayList<>();
        for (URL folder : Collections.list(getClass().getClassLoader().getResources("specifications"))) {
            if (folder.getProtocol().equals("file")) {
                try (Stream<Path> files = Files.list(Path.of(folder.getPath()))) {
                    files.map(file -> file.getFileName().toString().replaceFirst("-[0-9][^-]*\\.gemspec$", ""))
                            .forEach(names::add);
                }
            }
        }

        assertThat(names).doesNotHaveDuplicates().contains("jekyll", "liquid", "kramdown", "jekyll-sass-converter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jekyll-4.3.1/lib/jekyll.rb",
                "jekyll-sitemap-1.4.0/lib/sitemap.xml",
                "jekyll-sitemap-1.4.0/lib/robots.txt",
                "jekyll-watch-2.2.1/lib/jekyll/watcher.rb",
                "kramdown-2.4.0/data/kramdown/document.html",
                "public_suffix-4.0.7/data/list.txt",
                "rouge-3.30.0/lib/rouge/demos/ruby",
                "unicode-display_width-1.6.1/data/display_width.marshal.gz",
                "concurrent-ruby-1.3.5/lib/concurrent-ruby/concurrent/concurrent_ruby.jar",
                "minima-2.5.1/_sass/minima.scss",
            })
    void fileThatAGemReads_isInTheGem(String file) {
        assertThat(PACKED.resolve("gems").resolve(file)).isNotEmptyFile();
    }

    @Test
    void linkTag_doesNotSearchAnArray() throws IOException {
        assertThat(ruby("jekyll-4.3.1/lib/jekyll/site.rb"))
                .contains("compare_by_identity")
                .doesNotContain("seen_files.include?");
    }

    @Test
    void lastModifiedAt_needsNoCExtension() throws IOException {
        assertThat(ruby("jekyll-last-modified-at-1.3.0/lib/jekyll-last-modified-at/executor.rb"))
                .contains("Open3")
                .doesNotContain("posix");
    }

    @Test
    void lock_namesEveryPackageWithItsChecksumAndNoAddress() throws IOException {
        List<String> entries = Files.readAllLines(Path.of("src/gems/lock")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(entries)
                .hasSizeGreaterThan(30)
                .allMatch(line -> line.matches("[a-z0-9:_-]+ [0-9][^ ]* [0-9a-f]{64}"));
    }

    @Test
    void changedPackage_isRefusedWithTheWayToUpdateTheLock() throws IOException, InterruptedException {
        Process check = new ProcessBuilder("bash", "src/gems/test-wrong-checksum")
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(output).isEqualTo(1);
        assertThat(output)
                .contains("Gem package asciidoctorj:addressable is wrong: 2.8.0")
                .contains("the lock wants 2.8.0 0000")
                .contains("src/gems/pack --update");
    }

    private static String ruby(String file) throws IOException {
        return Files.readString(PACKED.resolve("gems").resolve(file));
    }
}
