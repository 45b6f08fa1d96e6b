package dev.siteedge.edge.store;

import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.FakeClock;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.LogLimits;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.log.SqliteEventLog;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Shards;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFeedTest {
    private static final FailStop NEVER = (reason, cause) -> {
        throw new AssertionError(reason, cause);
    };

    /** Keeps ids of rows in memory, and refuses rows as told. */
    private static final class Table implements RowTable {
        final List<String> ids = new ArrayList<>();
        boolean refuses;

        @Override
        public void append(List<Row> rows) {
            if (refuses) {
                throw new IllegalStateException("out of memory");
            }
            rows.forEach(row -> ids.add(row.event().id()));
        }

        @Override
        public boolean hasRows(long from, long to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Written write(long from, long to, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(long through) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void read(List<Path> parquet, long visitsSince, Consumer<Row> reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Written rewrite(Path parquet, Expiry expiry, long from, long to, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void erase(String site, long through) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Written rewriteWithout(Path parquet, String site, long through, long from, long to, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Part> split(List<Path> parquet, Map<String, ZoneId> zoneBySite, Path folder) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void rowsThatTheTableRefuses_comeFirstTheNextTimeAndNoneIsLost(@TempDir Path folder) {
        Table table = new Table();
        try (SqliteEventLog log = log(folder);
                Shards shards = new Shards(log, 2, 2, NEVER)) {
            shards.start();
            RowFeed feed = new RowFeed(shards, table, Runnable::run);
            shards.submit(List.of(new Routed(0, pageview("a", 1, "/")), new Routed(1, pageview("b", 2, "/"))))
                    .join();
            table.refuses = true;
            assertThatThrownBy(feed::pull).hasMessage("out of memory");
            shards.submit(List.of(new Routed(0, pageview("c", 1, "/")))).join();
            assertThatThrownBy(feed::pull).hasMessage("out of memory");
            table.refuses = false;

            assertThat(feed.pull().through()).isEqualTo(3);
            assertThat(table.ids).containsExactly("a", "b", "c");
        }
    }

    @Test
    void rowsOfTheLogsTail_areInTheTableAfterTheNextPullAndBeforeWhatTheShardsMake(@TempDir Path folder) {
        Table table = new Table();
        try (SqliteEventLog log = log(folder);
                Shards shards = new Shards(log, 2, 2, NEVER)) {
            RowFeed feed = new RowFeed(shards, table, Runnable::run);
            feed.recovered(List.of(row("a", 1)));
            feed.recovered(List.of(row("b", 2)));
            assertThat(table.ids).isEmpty();
            shards.start();
            shards.submit(List.of(new Routed(0, pageview("c", 1, "/")))).join();

            feed.pull();

            assertThat(table.ids).containsExactly("a", "b", "c");
        }
    }

    @Test
    void moreRowsOfTheLogsTailThanMayWait_areMovedMeanwhile(@TempDir Path folder) {
        Table table = new Table();
        try (SqliteEventLog log = log(folder);
                Shards shards = new Shards(log, 2, 2, NEVER)) {
            RowFeed feed = new RowFeed(shards, table, Runnable::run, 2);
            for (int i = 1; i <= 5; i++) {
                feed.recovered(List.of(row("r" + i, i)));
            }

            assertThat(table.ids).containsExactly("r1", "r2", "r3", "r4");
        }
    }

    @Test
    void rowsOfTheLogsTailThatTheTableRefuses_endTheStartWithItsWord(@TempDir Path folder) {
        Table table = new Table();
        table.refuses = true;
        try (SqliteEventLog log = log(folder);
                Shards shards = new Shards(log, 2, 2, NEVER)) {
            RowFeed feed = new RowFeed(shards, table, Runnable::run, 2);
            feed.recovered(List.of(row("a", 1)));
            feed.recovered(List.of(row("b", 2)));

            assertThatThrownBy(() -> feed.recovered(List.of(row("c", 3)))).hasMessage("out of memory");
        }
    }

    private static SqliteEventLog log(Path folder) {
        return SqliteEventLog.open(
                folder.resolve("log.db"),
                "log",
                1,
                LogLimits.ofLogBytes(1 << 20),
                new FakeClock("2026-03-01T10:00:00Z"),
                NEVER);
    }

    private static Row row(String id, long position) {
        return new Row(position, 0, 0, pageview(id, 1, "/"), null);
    }
}
