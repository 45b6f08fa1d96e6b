package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryObjectStoreTest extends ConcurrentStoreContract {
    @TempDir
    static Path root;

    @Override
    ObjectStore open(String name) {
        return DirectoryObjectStore.open(root.resolve(name));
    }

    @Test
    void list_whileOthersWriteAndDelete_answersWhatIsWhole() throws Exception {
        store.putIfAbsent("kept", bytes("kept"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = thread.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    store.putIfAbsent("some/" + i % 3, bytes("x"));
                    store.delete("some/" + i % 3);
                }
            });
            int lists = 0;
            while (!writing.isDone() || lists == 0) {
                assertThat(store.list("")).contains("kept").allMatch(key -> key.matches("kept|some/[012]"));
                lists++;
            }
            writing.get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void put_draftOfAKilledWriter_isNeverListedOrInTheWay() throws Exception {
        store.putIfAbsent("a/b", bytes("whole"));
        Files.writeString(root.resolve(space).resolve("a").resolve(DurableFiles.DRAFT + "torn"), "to");

        assertThat(store.list("")).containsExactly("a/b");
        assertThat(store.putIfAbsent("a/c", bytes("whole"))).isPresent();
    }

    @Test
    void put_leavesNoDrafts() throws Exception {
        store.putIfAbsent("a/b", bytes("one"));
        store.putIfAbsent("a/b", bytes("two"));

        try (Stream<Path> files = Files.list(root.resolve(space).resolve("a"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("b");
        }
    }

    @Test
    void open_pathIsAFile_saysSo() throws Exception {
        Path file = Files.writeString(root.resolve("file-" + space), "x");

        assertThatThrownBy(() -> DirectoryObjectStore.open(file))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(file.toString());
    }
}
