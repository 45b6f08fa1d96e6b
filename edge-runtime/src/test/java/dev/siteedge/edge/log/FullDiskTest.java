package dev.siteedge.edge.log;

import static dev.siteedge.edge.log.Logs.ids;
import static dev.siteedge.edge.log.Logs.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.siteedge.edge.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log on a disk that is really full: it refuses, loses nothing, and goes on by itself when there is room. */
@Timeout(60)
class FullDiskTest {
    private static final int BATCH = 2_000;

    @TempDir
    Path parent;

    private final FakeClock clock = new FakeClock("2026-03-01T10:00:00Z");
    private final List<String> stops = new ArrayList<>();
    private TinyDisk disk;
    private SqliteEventLog log;

    @BeforeEach
    void mount() throws Exception {
        Optional<TinyDisk> mounted = TinyDisk.mount(parent.resolve("tiny"), 32);
        assumeThat(mounted).as("only root may mount a file system").isPresent();
        disk = mounted.orElseThrow();
        log = open();
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            log.close();
            disk.close();
        }
    }

    private SqliteEventLog open() {
        return SqliteEventLog.open(
                disk.folder().resolve("log.db"), "log-1", 1, Logs.ROOMY, clock, (reason, cause) -> stops.add(reason));
    }

    /** Appends until it is refused; returns how many were taken. */
    private int appendUntilRefused() {
        int taken = 0;
        while (true) {
            try {
                log.append(views(taken, taken + BATCH - 1)).join();
                taken += BATCH;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(LogFullException.class).hasMessageContaining("disk");
                return taken;
            }
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> log.append(views(1, 1)).join()).hasCauseInstanceOf(LogFullException.class);
    }

    @Test
    void fullOfEvents_cutAndTrimHaveRoom_andEventsAreTakenAgain() {
        int taken = appendUntilRefused();
        assertThat(taken).isPositive();
        assertThat(ids(log)).as("everything that was acknowledged").hasSize(taken);
        assertThat(disk.folder().resolve("ballast")).doesNotExist();
        assertRefused();

        long cut = log.append(List.of(new Cut(1, taken, 1))).join();
        assertThat(cut).isEqualTo(taken + 1);
        log.note("committed", Integer.toString(taken)).join();
        log.trim(cut).join();

        assertThat(disk.folder().resolve("ballast")).exists();
        assertThat(log.append(views(1, BATCH)).join()).isEqualTo(cut + 1);
        assertThat(stops).isEmpty();
    }

    @Test
    void filledByOthers_refusesUntilThereIsRoomAgain() throws Exception {
        log.append(views(1, BATCH)).join();
        Path filler = disk.fill();
        int more = appendUntilRefused();
        assertRefused();
        clock.advance(Duration.ofSeconds(2));
        assertRefused();

        Files.delete(filler);
        clock.advance(Duration.ofSeconds(2));
        assertRefused();
        // In order: when this is on disk, the writer has looked for room.
        log.note("a", "b").join();
        assertThat(log.append(views(1, 1)).join()).isEqualTo(BATCH + more + 1);
        assertThat(ids(log)).hasSize(BATCH + more + 1);
        assertThat(disk.folder().resolve("ballast")).exists();
        assertThat(stops).isEmpty();
    }

    @Test
    void restartedOnADiskThatOthersFilled_readsAllAndRefuses() throws Exception {
        log.append(views(1, BATCH)).join();
        log.close();
        Path filler = disk.fill();
        log = open();

        assertThat(ids(log)).hasSize(BATCH);
        log.note("a", "b").join();
        appendUntilRefused();
        Files.delete(filler);
        log.trim(BATCH).join();
        assertThat(log.append(views(1, 1)).join()).isPositive();
        assertThat(stops).isEmpty();
    }

    @Test
    void noRoomAtAll_isRefusedInOneLine() throws Exception {
        appendUntilRefused();
        log.close();
        Path filler = disk.fill();

        assertThatThrownBy(this::open)
                .isInstanceOf(DataFolderException.class)
                .hasMessageContainingAll("log.db", "is full", "Make room")
                .message()
                .doesNotContain("\n");
        Files.delete(filler);
        log = open();
    }
}
