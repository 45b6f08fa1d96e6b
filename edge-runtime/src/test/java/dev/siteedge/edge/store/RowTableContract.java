package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Visit;
import dev.siteedge.edge.store.RowTable.Written;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every table of rows promises: the real one, and the one that the simulator uses in its place. */
public abstract class RowTableContract {
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;

    @TempDir
    protected Path folder;

    /** The table under test, empty. */
    protected abstract RowTable table();

    private static Row row(long position, long received, Event event, Visit visit) {
        return new Row(position, received, received, event, visit);
    }

    private static Visit visit(long number) {
        return new Visit(number, NOON, number, Events.from("s" + number), "/entry");
    }

    /** With the visitor and source of its visit, as it is read again. */
    private static Row view(long position, long received) {
        Event event = Events.pageview("v" + position, Events.visitor(2), "/", Events.from("s2"));
        return row(position, received, event, visit(2));
    }

    private static Row fact(long position, long received) {
        return row(position, received, Events.exposure("x" + position, "v:1", "bold"), null);
    }

    private List<Row> read(long since, Path... files) {
        List<Row> rows = new ArrayList<>();
        table().read(List.of(files), since, rows::add);
        return rows;
    }

    @Test
    void write_takesTheRangeInOrderAndSaysWhatItWrote() {
        table().append(List.of(view(1, NOON), fact(2, NOON + 1), view(4, NOON + 2), view(5, NOON + 3)));
        Path file = folder.resolve("a");

        assertThat(table().write(2, 4, file)).isEqualTo(new Written(2, NOON + 1, NOON + 2));
        assertThat(read(0, file)).containsExactly(fact(2, NOON + 1), view(4, NOON + 2));
        assertThat(table().write(3, 3, folder.resolve("none"))).isEqualTo(new Written(0, 0, 0));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void forget_takesAwayUpToThePositionAndWritesNothingOfItAgain() {
        table().append(List.of(view(1, NOON), view(2, NOON), view(3, NOON)));
        table().forget(2);

        assertThat(table().hasRows(1, 2)).isFalse();
        assertThat(table().hasRows(3, 3)).isTrue();
        assertThat(table().hasRows(4, 9)).isFalse();
        assertThat(table().write(1, 2, folder.resolve("none")).rows()).isZero();
    }

    @Test
    void sameRows_giveTheSameBytes() throws Exception {
        table().append(List.of(view(1, NOON), fact(2, NOON)));
        table().write(1, 2, folder.resolve("a"));
        table().write(1, 2, folder.resolve("b"));

        assertThat(Files.readAllBytes(folder.resolve("a"))).isEqualTo(Files.readAllBytes(folder.resolve("b")));
    }

    @Test
    void read_leavesOutOldVisitsAndNoFactsAndMixesFilesByPosition() {
        table().append(List.of(view(1, NOON), fact(2, NOON), view(3, NOON + 5), fact(4, NOON + 5)));
        table().write(1, 2, folder.resolve("a"));
        table().write(3, 4, folder.resolve("b"));

        assertThat(read(NOON + 5, folder.resolve("b"), folder.resolve("a")))
                .containsExactly(fact(2, NOON), view(3, NOON + 5), fact(4, NOON + 5));
    }

    @Test
    void rewrite_leavesOutWhatExpiredBySite() {
        table().append(List.of(view(1, NOON), view(2, NOON + 10)));
        table().write(1, 2, folder.resolve("a"));

        Written kept = table().rewrite(
                        folder.resolve("a"),
                        new Expiry(NOON, Map.of(Events.SITE, NOON + 10)),
                        1,
                        2,
                        folder.resolve("b"));
        assertThat(kept).isEqualTo(new Written(1, NOON + 10, NOON + 10));
        assertThat(read(0, folder.resolve("b"))).containsExactly(view(2, NOON + 10));
        Written none =
                table().rewrite(folder.resolve("a"), new Expiry(NOON + 11, Map.of()), 1, 2, folder.resolve("none"));
        assertThat(none.rows()).isZero();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void erase_andRewriteWithout_takeTheSiteUpToThePosition() {
        table().append(List.of(view(1, NOON), view(2, NOON), view(3, NOON)));
        table().write(1, 3, folder.resolve("a"));
        table().erase(Events.SITE, 2);
        table().erase("other.example", 3);

        assertThat(table().hasRows(1, 2)).isFalse();
        assertThat(table().hasRows(3, 3)).isTrue();
        assertThat(table().rewriteWithout(folder.resolve("a"), Events.SITE, 2, 1, 3, folder.resolve("b")))
                .isEqualTo(new Written(1, NOON, NOON));
        assertThat(read(0, folder.resolve("b"))).containsExactly(view(3, NOON));
    }

    @Test
    void split_makesAFileOfEachDayOfTheSitesZone() {
        table().append(List.of(view(1, NOON), view(2, NOON + DAY / 2), view(3, NOON + DAY)));
        table().write(1, 3, folder.resolve("a"));

        List<RowTable.Part> parts = table().split(
                        List.of(folder.resolve("a")),
                        Map.of(Events.SITE, ZoneId.of("America/New_York")),
                        folder.resolve("parts"));
        assertThat(parts)
                .extracting(part -> part.partition().date() + " " + part.from() + "-" + part.to() + " "
                        + part.written().rows())
                .containsExactlyInAnyOrder("2026-03-01 1-2 2", "2026-03-02 3-3 1");
        for (RowTable.Part part : parts) {
            assertThat(read(0, part.file()))
                    .allMatch(row -> row.position() >= part.from() && row.position() <= part.to());
        }
    }
}
