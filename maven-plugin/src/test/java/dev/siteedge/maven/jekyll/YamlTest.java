package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {
    @TempDir
    Path folder;

    /** As upstream's Jekyll reads it, with SafeYAML; Debian's refuses it. */
    @Test
    void textThatBeginsWithAColon_isText() throws IOException {
        Path source = folder.resolve("source");
        TestSites.write(source, "_config.yml", "permalink: :title\nday: 2026-01-02\nnone:\n");
        TestSites.write(source, "_data/d.yml", "- &one\n  :key: :value\n- *one\n");
        TestSites.write(source, "_posts/2026-01-02-first.md", "---\n---\ntext\n");
        TestSites.write(
                source,
                "index.html",
                "---\nquoted: ':q'\n---\n{{ site.data.d | jsonify }} {{ page.quoted }} {{ site.day | date: '%Y' }}");

        JekyllBuild.cold(InstantSource.system(), new RecordingLog())
                .run(TestSites.request(source, folder.resolve("site")));

        assertThat(folder.resolve("site/first.html")).exists();
        assertThat(folder.resolve("site/index.html"))
                .content()
                .contains("[{\":key\":\":value\"},{\":key\":\":value\"}] :q 2026");
    }
}
