package dev.siteedge.edge.log;

import static dev.siteedge.edge.log.Logs.ids;
import static dev.siteedge.edge.log.Logs.number;
import static dev.siteedge.edge.log.Logs.view;
import static dev.siteedge.edge.log.Logs.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteEventLogTest extends EventLogContract {
    @Override
    EventLog open(String logId, long start, LogLimits limits) {
        return open(folder.resolve("log.db"), logId, start, limits);
    }

    @Override
    EventLog open(String logId, long start, LogLimits limits, String other) {
        return open(folder.resolve(other + ".db"), logId, start, limits);
    }

    private EventLog open(Path file, String logId, long start, LogLimits limits) {
        return SqliteEventLog.open(file, logId, start, limits, clock, (reason, cause) -> stops.add(reason));
    }

    @Test
    void whatWaitsForTheDisk_isCommittedTogetherAsOneRow() throws Exception {
        CountDownLatch firstIsOnDisk = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        log.deliverTo(batch -> {
            firstIsOnDisk.countDown();
            uninterruptedly(othersWait);
        });
        List<CompletableFuture<Long>> answers = new ArrayList<>(List.of(log.append(views(0, 0))));
        firstIsOnDisk.await();
        for (int id = 1; id <= 100; id++) {
            answers.add(log.append(List.of(view(Integer.toString(id)))));
        }
        othersWait.countDown();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join()).isEqualTo(i + 1);
        }
        log.close();
        Path file = folder.resolve("log.db");
        assertThat(number(file, "SELECT count(*) FROM batches")).isEqualTo(2);
        assertThat(number(file, "SELECT max(count) FROM batches")).isEqualTo(100);
    }

    @Test
    void sharedCommits_areNoMoreThanOneAMillisecond() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        log.deliverTo(batch -> sizes.add(batch.entries().size()));
        long begin = System.nanoTime();
        List<Thread> appending = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            appending.add(new Thread(() -> {
                for (int id = 0; id < 250; id++) {
                    log.append(List.of(view(Integer.toString(id)))).join();
                }
            }));
        }
        appending.forEach(Thread::start);
        for (Thread thread : appending) {
            thread.join();
        }
        long millis = (System.nanoTime() - begin) / CommitPace.NANOS;

        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(2_000);
        assertThat(sizes.stream().filter(size -> size > 1))
                .hasSizeGreaterThan(10)
                .hasSizeLessThanOrEqualTo((int) millis + 1);
    }

    private static void uninterruptedly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void file_isWrittenAheadAndSyncedAtEveryCommit() throws Exception {
        log.append(views(1, 1)).join();

        assertThat(folder.resolve("log.db-wal")).exists();
        assertThat(number(folder.resolve("log.db"), "PRAGMA auto_vacuum"))
                .as("incremental")
                .isEqualTo(2);
    }

    @Test
    void killed_atAnyByteOfTheLastWrites_keepsAPrefixOfWholeBatches() throws Exception {
        for (int batch = 0; batch < 10; batch++) {
            log.append(views(batch * 3, batch * 3 + 2)).join();
        }
        byte[] wal = Files.readAllBytes(folder.resolve("log.db-wal"));
        byte[] db = Files.readAllBytes(folder.resolve("log.db"));
        List<String> all = ids(log);
        long lastKept = 0;
        for (int length = 0; length <= wal.length; length += 2_053) {
            Path copy = Files.createDirectories(folder.resolve("torn-" + length));
            Files.write(copy.resolve("log.db"), db);
            Files.write(copy.resolve("log.db-wal"), Arrays.copyOf(wal, length));
            try (EventLog torn = open(copy.resolve("log.db"), "new", 1, Logs.ROOMY)) {
                List<String> kept = ids(torn);
                assertThat(kept).as("cut at byte %d", length).isEqualTo(all.subList(0, kept.size()));
                assertThat(kept.size() % 3).as("a batch is whole or not there").isZero();
                assertThat(torn.nextPosition()).isEqualTo(kept.size() + 1);
                assertThat((long) kept.size()).isGreaterThanOrEqualTo(lastKept);
                lastKept = kept.size();
            }
        }
        assertThat(lastKept).as("nearly all of it was kept at the end").isGreaterThan(20);
    }

    @Test
    void killed_everyAcknowledgedEntryIsInTheCopy() throws Exception {
        log.append(views(1, 50)).join();
        log.trim(10).join();
        log.append(views(51, 60)).join();
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String name : List.of("log.db", "log.db-wal")) {
            Files.copy(folder.resolve(name), copy.resolve(name));
        }

        try (EventLog killed = open(copy.resolve("log.db"), "new", 1, Logs.ROOMY)) {
            assertThat(ids(killed)).isEqualTo(ids(log));
            assertThat(killed.append(views(61, 61)).join()).isEqualTo(61);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000, 9_000})
    void damagedFile_saysSoInOneLineWithTheRemedy(int at) throws Exception {
        log.append(views(1, 200)).join();
        log.append(views(201, 400)).join();
        log.close();
        Path file = folder.resolve("log.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = at; i < Math.min(bytes.length, at + 4_000); i++) {
            bytes[i] = (byte) (bytes[i] ^ 0x5a);
        }
        Files.write(file, bytes);

        assertThatThrownBy(() -> {
                    try (EventLog damaged = open("new", 1, Logs.ROOMY)) {
                        ids(damaged);
                    }
                })
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("Restore the data folder from a backup, or name an empty one")
                .message()
                .doesNotContain("\n");
        Files.deleteIfExists(file);
        log = open("log-1", 1, Logs.ROOMY);
    }

    @Test
    void oneFlippedBitInABatch_isFoundByItsChecksumAndNamed() throws Exception {
        log.append(views(1, 3)).join();
        log.append(views(4, 6)).join();
        log.close();
        Path file = folder.resolve("log.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection
                    .createStatement()
                    .executeUpdate("UPDATE batches SET data = replace(data, x'65', x'64') WHERE first = 4");
        }

        log = open("log-2", 1, Logs.ROOMY);
        assertThatThrownBy(() -> ids(log))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining(file + " at position 4");
    }

    @Test
    void fileOfANewerVersion_isRefused() throws Exception {
        log.close();
        Path file = folder.resolve("log.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute("PRAGMA user_version=2");
        }

        assertThatThrownBy(() -> open("log-2", 1, Logs.ROOMY))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("format 2");
        Files.delete(file);
        log = open("log-1", 1, Logs.ROOMY);
    }

    /** Also of what an ordinary trim left behind before. */
    @Test
    void purged_nothingOfItIsInTheFiles() throws Exception {
        log.append(views(100_000, 100_999)).join();
        log.append(views(200_000, 200_999)).join();
        log.append(views(300_000, 300_010)).join();
        log.trim(1_000).join();
        assertThat(filesWith("200500")).isNotEmpty();

        log.purge(2_000).join();
        assertThat(filesWith("100500")).isEmpty();
        assertThat(filesWith("200500")).isEmpty();
        assertThat(filesWith("200001")).as("in a page that has others, too").isEmpty();
        assertThat(filesWith("300005")).isNotEmpty();
        log.append(views(400_000, 400_010)).join();
        assertThat(filesWith("200500")).isEmpty();
    }

    @Test
    void purgedWhileAnotherProgramReads_failsAndTheLogGoesOn() throws Exception {
        log.append(views(1, 10)).join();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"))) {
            other.setAutoCommit(false);
            try (ResultSet rows = other.createStatement().executeQuery("SELECT * FROM batches")) {
                assertThat(rows.next()).isTrue();
                assertThatThrownBy(() -> log.purge(10).join()).hasMessageContaining("can't be purged now");
            }
        }

        log.append(views(11, 11)).join();
        log.purge(10).join();
        assertThat(ids(log)).containsExactly("11");
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    void trimmedFile_keepsThePagesThatItNeedsAgain() throws Exception {
        Path file = folder.resolve("log.db");
        appendAndTrim(1, 1);
        appendAndTrim(20, 1_001);
        long once = number(file, "PRAGMA page_count");

        for (int round = 1; round < 5; round++) {
            appendAndTrim(20, 1_001 + round * 20_000);
        }

        assertThat(number(file, "PRAGMA freelist_count")).isGreaterThan(once / 2);
        assertThat(number(file, "PRAGMA page_count")).isLessThan(once + once / 4);
    }

    @Test
    void trimmedFile_givesBackWhatItNeedsNoMore() throws Exception {
        Path file = folder.resolve("log.db");
        appendAndTrim(1, 1);
        appendAndTrim(20, 1_001);
        long many = number(file, "PRAGMA page_count");

        appendAndTrim(1, 21_001);

        assertThat(number(file, "PRAGMA page_count")).isLessThan(many / 3);
    }

    @Test
    void trimmedFile_givesBackAllOnceADay() throws Exception {
        Path file = folder.resolve("log.db");
        appendAndTrim(1, 1);
        appendAndTrim(20, 1_001);
        clock.advance(Duration.ofDays(1));

        appendAndTrim(20, 21_001);

        assertThat(number(file, "PRAGMA freelist_count")).isZero();
        log.close();
        assertThat(Files.size(file)).isLessThan(100_000);
    }

    private void appendAndTrim(int thousands, int first) {
        for (int i = 0; i < thousands; i++) {
            log.append(views(first + i * 1_000, first + i * 1_000 + 999)).join();
        }
        log.trim(first + thousands * 1_000L - 1).join();
        // Giving back goes on behind it, a step for each of these.
        for (int i = 0; i < 20; i++) {
            log.note("step", Integer.toString(i)).join();
        }
    }
}
