package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
    private static final int BYTES = 1_000;

    @TempDir
    Path folder;

    private final FaultyObjectStore store = new FaultyObjectStore();
    private SegmentCache cache;

    @BeforeEach
    void open() throws IOException {
        cache = new SegmentCache(folder, 3 * BYTES, store);
    }

    private Segment stored(int number) {
        byte[] bytes = new byte[BYTES];
        bytes[0] = (byte) number;
        String key = "l0/local/1-" + number + "-" + number + ".parquet";
        store.putIfAbsent(key, bytes);
        return new Segment(key, number, number, 1, BYTES, Sha256.hex(bytes), 0, 0);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void file_isFetchedOnceAndThenLocalAlsoAfterARestart() throws Exception {
        Segment segment = stored(1);
        Path file = cache.file(segment).orElseThrow();
        assertThat(Files.readAllBytes(file)).hasSize(BYTES);
        store.away(true);

        assertThat(cache.file(segment)).contains(file);
        assertThat(new SegmentCache(folder, 3 * BYTES, store).file(segment)).contains(file);
        assertThat(cache.localFile(stored2())).isEmpty();
    }

    private Segment stored2() {
        return new Segment("l0/local/1-2-2.parquet", 2, 2, 1, BYTES, "00", 0, 0);
    }

    @Test
    void file_goneOrDamagedInTheStore_isEmptyAndNotKept() throws Exception {
        Segment segment = stored(1);
        store.damage(segment.key());

        assertThat(cache.file(segment)).isEmpty();
        store.delete(segment.key());
        assertThat(cache.file(segment)).isEmpty();
        assertThat(files()).isZero();
    }

    @Test
    void file_storeAway_isUnavailable() {
        Segment segment = stored(1);
        store.away(true);

        assertThatThrownBy(() -> cache.file(segment)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void moreThanTheLimit_theLongestUnusedGoes() throws Exception {
        for (int number = 1; number <= 3; number++) {
            cache.file(stored(number));
        }
        cache.file(stored(1));
        cache.file(stored(4));
        cache.read().close();

        assertThat(files()).isEqualTo(3);
        assertThat(cache.localFile(stored(1))).isPresent();
        assertThat(cache.localFile(stored(2))).isEmpty();
    }

    @Test
    void fileThatIsRead_staysUntilTheReaderIsDone() throws Exception {
        try (SegmentCache.Reading reading = cache.read()) {
            Path first = cache.file(stored(1)).orElseThrow();
            for (int number = 2; number <= 6; number++) {
                cache.file(stored(number));
            }
            cache.forget(stored(6));
            assertThat(first).exists();
            assertThat(files()).isEqualTo(6);
        }
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void draftsOfAKilledProcess_areRemoved() throws Exception {
        Files.writeString(folder.resolve(DurableFiles.DRAFT + "1"), "torn");
        assertThat(new SegmentCache(folder, BYTES, store)).isNotNull();

        assertThat(files()).isZero();
    }

    @Test
    void adopted_isTheOutboxesFileUnderItsOwnName() throws Exception {
        Path outbox = Files.write(folder.resolveSibling("outbox-" + folder.getFileName()), new byte[BYTES]);
        Segment segment = stored2();
        cache.adopt(segment, outbox);
        cache.discard(outbox);

        assertThat(outbox).doesNotExist();
        assertThat(cache.file(segment))
                .hasValueSatisfying(file -> assertThat(file).hasSize(BYTES));
    }
}
