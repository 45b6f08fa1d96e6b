package dev.siteedge.edge.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.event.CustomEvent;
import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Revenue;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.store.Expiry;
import dev.siteedge.edge.store.RowTable.Written;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbRowsTest {
    private static final String NOON = "2026-03-01T12:00:00Z";

    @TempDir
    Path folder;

    private TestRows rows;

    @BeforeEach
    void open() throws Exception {
        rows = new TestRows(folder);
    }

    @AfterEach
    void close() {
        rows.close();
    }

    private static CustomEvent earning(String amount, String label) {
        return new CustomEvent(
                "i",
                Events.SITE,
                new Visitor(2, null, null, "user"),
                "/päth?😀'\"\\",
                Events.from("s2"),
                new Device("FR", "Desktop", "Firefox", "Linux"),
                "cat",
                "act",
                label,
                1.5,
                new Revenue(new BigDecimal(amount), "EUR"),
                Map.of("k", "v'\"", "ünï", "😀"));
    }

    /** One row of every kind, as recovery finds it again: with the visit's source and visitor. */
    private List<Row> everyKind() {
        return List.of(
                rows.row(
                        NOON, Events.pageview("p", Events.visitor(2), "/", Events.from("s2")), TestRows.visit(2, NOON)),
                rows.row(NOON, earning("999999999999.999", "l"), TestRows.visit(2, NOON)),
                rows.row(NOON, earning("0.100", ""), TestRows.visit(2, NOON)),
                rows.row(NOON, Events.engagement("g", Long.MIN_VALUE, 30), null),
                rows.row(NOON, Events.exposure("x", "v:1", "bold"), null),
                rows.row(NOON, Events.allocation("a", "u:1", "control"), null),
                rows.row(NOON, Events.goal("r", "v:1", "/thanks/"), null));
    }

    private List<Row> read(Path parquet, long since) {
        List<Row> read = new ArrayList<>();
        rows.table.read(List.of(parquet), since, read::add);
        return read;
    }

    @Test
    void everyKindOfRow_comesBackFromParquetAsItWas() {
        List<Row> all = everyKind();
        rows.table.append(all);
        Path file = folder.resolve("a'b.parquet");

        assertThat(rows.table.write(1, 7, file))
                .isEqualTo(new Written(7, TestRows.millis(NOON), TestRows.millis(NOON)));
        assertThat(read(file, 0)).isEqualTo(all);
        assertThat(read(file, TestRows.millis(NOON) + 1))
                .as("experiment facts only")
                .isEqualTo(all.subList(4, 7));
    }

    @Test
    void lateEvent_keepsBothTimesAndTheSummaryGoesByItsOwn() {
        Row late = rows.row("2026-02-28T13:00:00Z", NOON, Events.exposure("x", "v:1", "bold"), null);
        rows.table.append(List.of(late));

        Written written = rows.table.write(1, 1, folder.resolve("late"));
        assertThat(written).isEqualTo(new Written(1, late.time(), late.time()));
        assertThat(read(folder.resolve("late"), late.received())).containsExactly(late);
    }

    @Test
    void lateVisit_isReadByWhenItWasReceived() {
        Row late = rows.row(
                "2026-02-28T13:00:00Z",
                NOON,
                Events.pageview("p", Events.visitor(2), "/", Events.from("s2")),
                TestRows.visit(2, NOON));
        rows.table.append(List.of(late));
        rows.table.write(1, 1, folder.resolve("late"));

        assertThat(read(folder.resolve("late"), late.received())).containsExactly(late);
        assertThat(read(folder.resolve("late"), late.received() + 1)).isEmpty();
    }

    @Test
    void fileFromBeforeEventsHadTheirOwnTime_isReadWithTheTimeItWasReceived() throws Exception {
        List<Row> all = everyKind();
        rows.table.append(all);
        Path old = folder.resolve("old");
        execute("COPY (SELECT * EXCLUDE time FROM pending ORDER BY position) TO '" + old + "' (FORMAT parquet)");

        assertThat(read(old, 0)).isEqualTo(all);
        Written kept = rows.table.rewrite(old, new Expiry(0, Map.of()), 1, 7, folder.resolve("new"));
        assertThat(kept).isEqualTo(new Written(7, TestRows.millis(NOON), TestRows.millis(NOON)));
        assertThat(read(folder.resolve("new"), 0)).isEqualTo(all);
        assertThat(rows.table.rewrite(
                        old, new Expiry(TestRows.millis(NOON) + 1, Map.of()), 1, 7, folder.resolve("none")))
                .isEqualTo(new Written(0, 0, 0));
    }

    @Test
    void sameRows_giveTheSameBytes() throws Exception {
        List<Row> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(rows.row(NOON, Events.pageview("p" + i, i % 97, "/" + i % 13), TestRows.visit(i % 97, NOON)));
        }
        rows.table.append(many);
        rows.table.write(1, 20_000, folder.resolve("one"));
        rows.table.write(1, 20_000, folder.resolve("two"));

        assertThat(Files.readAllBytes(folder.resolve("two"))).isEqualTo(Files.readAllBytes(folder.resolve("one")));
    }

    @Test
    void write_takesTheRangeAndForgetTakesAway() throws Exception {
        rows.table.append(everyKind());

        assertThat(rows.table.write(2, 3, folder.resolve("some")).rows()).isEqualTo(2);
        assertThat(read(folder.resolve("some"), 0)).extracting(Row::position).containsExactly(2L, 3L);
        rows.table.forget(5);
        assertThat(rows.table.hasRows(1, 5)).isFalse();
        assertThat(rows.table.hasRows(5, 6)).isTrue();
        assertThat(rows.table.write(1, 5, folder.resolve("none")).rows()).isZero();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void append_oneRowIsRefused_noneIsAdded() {
        List<Row> mixed = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            mixed.add(rows.row(NOON, Events.pageview("p" + i, i, "/"), TestRows.visit(2, NOON)));
        }
        mixed.add(rows.row(NOON, earning("1000000000000", "too much"), TestRows.visit(2, NOON)));

        assertThatThrownBy(() -> rows.table.append(mixed)).isInstanceOf(QueryFailedException.class);
        assertThat(rows.table.hasRows(1, 10_000)).isFalse();
        rows.table.append(mixed.subList(0, 5_000));
        assertThat(rows.table.hasRows(5_000, 5_000)).isTrue();
    }

    @Test
    void engine_loadsNothingFetchesNothingAndItsSettingsAreLocked() throws Exception {
        for (String off : List.of("autoinstall_known_extensions", "autoload_known_extensions")) {
            assertThat(setting(off)).isEqualTo("false");
            assertThatThrownBy(() -> execute("SET " + off + "=true")).hasMessageContaining("locked");
        }
        assertThatThrownBy(() -> execute("SET memory_limit='1TB'")).hasMessageContaining("locked");
        assertThatThrownBy(() -> execute("SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("httpfs");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = rows.db.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = rows.db.connect();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SELECT current_setting('" + name + "')::VARCHAR")) {
            setting.next();
            return setting.getString(1);
        }
    }

    @Test
    void visitWithAnotherSource_isStoredUnderTheSourceItBeganWith() {
        Row later = rows.row(
                NOON,
                Events.pageview("p", Events.visitor(9), "/", new Source("https://x/", "x", "", "", "", "", "")),
                TestRows.visit(2, NOON));
        rows.table.append(List.of(later));
        rows.table.write(1, 1, folder.resolve("f"));

        Row read = read(folder.resolve("f"), 0).get(0);
        assertThat(read.visit()).isEqualTo(later.visit());
        assertThat(read.visitor()).as("one visitor for the whole session").isEqualTo(2);
    }
}
