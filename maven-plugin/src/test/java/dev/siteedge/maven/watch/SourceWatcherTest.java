package dev.siteedge.maven.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SourceWatcherTest {
    @TempDir
    Path root;

    private SourceWatcher watcher;

    @BeforeEach
    void watch() throws IOException {
        Files.createDirectories(root.resolve("_posts"));
        Files.writeString(root.resolve("old.md"), "old");
        watcher = new SourceWatcher(root, path -> path.startsWith(root.resolve("_site")));
    }

    @AfterEach
    void close() throws IOException {
        watcher.close();
    }

    @Test
    void fileInSubfolderWritten_isReported() throws Exception {
        Path post = Files.writeString(root.resolve("_posts/a.md"), "a");
        assertThat(watcher.awaitChange()).containsExactly(post);
    }

    @Test
    void fileDeleted_isReported() throws Exception {
        Files.delete(root.resolve("old.md"));
        assertThat(watcher.awaitChange()).containsExactly(root.resolve("old.md"));
    }

    @Test
    void severalFilesAtOnce_areOneChange() throws Exception {
        Path a = Files.writeString(root.resolve("a.md"), "a");
        Path b = Files.writeString(root.resolve("b.md"), "b");
        assertThat(watcher.awaitChange()).containsExactly(a, b);
    }

    @Test
    void folderMadeLater_isWatchedToo() throws Exception {
        Path folder = Files.createDirectories(root.resolve("docs/deep"));
        Path first = Files.writeString(folder.resolve("first.md"), "1");
        assertThat(watcher.awaitChange()).contains(first);
        Path second = Files.writeString(folder.resolve("second.md"), "2");
        assertThat(watcher.awaitChange()).containsExactly(second);
    }

    @Test
    void ignoredFolder_isNotReported() throws Exception {
        Files.createDirectories(root.resolve("_site"));
        Files.writeString(root.resolve("_site/index.html"), "built");
        Path post = Files.writeString(root.resolve("a.md"), "a");
        assertThat(watcher.awaitChange()).containsExactly(post);
    }
}
