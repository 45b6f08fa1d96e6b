package dev.siteedge.edge.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    private Path root;

    @BeforeEach
    void setUp() {
        root = parent.resolve("deep/data");
    }

    private static void assertRefused(Path root, String... words) {
        assertThatThrownBy(() -> DataFolder.open(root))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void missing_isMadeWithAFixedNumberOfShards() {
        try (DataFolder folder = DataFolder.open(root)) {
            assertThat(folder.shards()).isEqualTo(64);
            assertThat(folder.outbox()).isDirectory();
            assertThat(folder.cache()).isDirectory();
            assertThat(folder.temporary()).isDirectory();
        }
    }

    @Test
    void reopened_keepsTheNumberOfShardsItWasMadeWith() throws Exception {
        DataFolder.open(root).close();
        Path facts = root.resolve("folder.properties");
        Files.writeString(facts, Files.readString(facts).replace("shards=64", "shards=16"));

        try (DataFolder folder = DataFolder.open(root)) {
            assertThat(folder.shards()).isEqualTo(16);
        }
    }

    @Test
    void inUse_isRefusedUntilItIsClosed() {
        try (DataFolder folder = DataFolder.open(root)) {
            assertRefused(folder.log().getParent(), "in use by another process", root.toString());
        }
        DataFolder.open(root).close();
    }

    @Test
    void file_isRefused() throws Exception {
        assertRefused(Files.writeString(parent.resolve("file"), "x"), "is a file", "Name a folder");
    }

    @Test
    void belowAFile_isRefusedAsNotWritable() throws Exception {
        Files.writeString(parent.resolve("deep"), "x");

        assertRefused(root, "is not writable", root.toString());
    }

    @Test
    void newerFormat_isRefusedWithBothNumbers() throws Exception {
        DataFolder.open(root).close();
        Files.writeString(root.resolve("folder.properties"), "format=2\nshards=64\n");

        assertRefused(root, "newer version", "format 2", "up to 1");
    }

    @Test
    void damagedFacts_namesTheFileAndTheKeyAndLeavesNoLock() throws Exception {
        DataFolder.open(root).close();
        Files.writeString(root.resolve("folder.properties"), "format=1\nshards=many\n");

        assertRefused(root, "folder.properties", "'shards'");
        Files.writeString(root.resolve("folder.properties"), "format=1\nshards=8\n");
        DataFolder.open(root).close();
    }
}
