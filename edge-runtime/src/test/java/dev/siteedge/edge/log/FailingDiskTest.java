package dev.siteedge.edge.log;

import static dev.siteedge.edge.log.Logs.ids;
import static dev.siteedge.edge.log.Logs.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.FakeClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** What the log answers when the disk does not do as it is told. */
class FailingDiskTest {
    @TempDir
    Path folder;

    private final List<String> stops = new ArrayList<>();
    private final List<Long> delivered = new ArrayList<>();
    private FaultyBatchTable table;
    private SqliteEventLog log;

    @BeforeEach
    void open() throws Exception {
        open(Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void open(long maxPages) throws Exception {
        table = new FaultyBatchTable(
                SqliteBatchTable.open(folder.resolve("log-" + maxPages + ".db"), "log-1", 1, 0, maxPages));
        log = new SqliteEventLog(
                table, Logs.ROOMY, new FakeClock("2026-03-01T10:00:00Z"), (reason, cause) -> stops.add(reason));
        log.deliverTo(batch -> delivered.add(batch.last()));
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLiteErrorCode.class,
            names = {"SQLITE_IOERR_FSYNC", "SQLITE_IOERR_WRITE", "SQLITE_IOERR", "SQLITE_CORRUPT"})
    void writeOrFsyncFails_stopsTheProcessAndNothingIsVisible(SQLiteErrorCode code) {
        log.append(views(1, 1)).join();
        table.failNextInsert(code, true);

        CompletableFuture<Long> doubtful = log.append(views(2, 2));
        assertThatThrownBy(doubtful::join).hasCauseInstanceOf(LogStoppedException.class);
        assertThatThrownBy(() -> log.append(views(3, 3)).join()).hasCauseInstanceOf(LogStoppedException.class);
        assertThat(stops).containsExactly("the log can't be written");
        assertThat(delivered).as("the doubtful batch was shown to nobody").containsExactly(1L);
    }

    @Test
    void diskIsFull_batchIsNotThere_refusedAndLaterOnesAreTaken() {
        table.failNextInsert(SQLiteErrorCode.SQLITE_FULL, false);

        assertThatThrownBy(() -> log.append(views(1, 2)).join())
                .hasCauseInstanceOf(LogFullException.class)
                .hasMessageContaining("disk of the data folder is full");
        assertThat(table.reopened).isEqualTo(1);
        assertThat(log.append(views(3, 3)).join()).isEqualTo(1);
        assertThat(ids(log)).containsExactly("3");
        assertThat(stops).isEmpty();
    }

    @Test
    void diskIsFull_batchIsThereAllTheSame_accepted() {
        table.failNextInsert(SQLiteErrorCode.SQLITE_FULL, true);

        assertThat(log.append(views(1, 2)).join()).isEqualTo(1);
        assertThat(log.append(views(3, 3)).join()).isEqualTo(3);
        assertThat(ids(log)).containsExactly("1", "2", "3");
        assertThat(delivered).containsExactly(2L, 3L);
    }

    @Test
    void fileMayNotGrow_refusesUntilATrimMakesRoom() throws Exception {
        log.close();
        open(40);
        int taken = 0;
        RuntimeException refusal = null;
        while (refusal == null) {
            try {
                log.append(views(taken * 100, taken * 100 + 99)).join();
                taken++;
            } catch (RuntimeException e) {
                refusal = e;
            }
        }

        assertThat(refusal).hasCauseInstanceOf(LogFullException.class);
        assertThat(ids(log)).hasSize(taken * 100);
        assertThat(taken).isPositive();
        log.trim(taken * 100L).join();
        assertThat(log.append(views(1, 100)).join()).isEqualTo(taken * 100L + 1);
        assertThat(stops).isEmpty();
    }

    @Test
    @Timeout(30)
    void receiverFails_stopsAndNobodyHearsThatAllWentWell() {
        log.deliverTo(batch -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> log.append(views(1, 1)).join()).hasCauseInstanceOf(LogStoppedException.class);
        assertThat(stops).containsExactly("what was logged could not be handed over");
    }
}
