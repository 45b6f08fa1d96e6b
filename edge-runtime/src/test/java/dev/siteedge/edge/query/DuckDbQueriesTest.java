package dev.siteedge.edge.query;

import static dev.siteedge.edge.event.Events.custom;
import static dev.siteedge.edge.event.Events.engagement;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.pageview;
import static dev.siteedge.edge.query.TestRows.counted;
import static dev.siteedge.edge.query.TestRows.day;
import static dev.siteedge.edge.query.TestRows.query;
import static dev.siteedge.edge.query.TestRows.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.query.MetricsAnswer.Point;
import dev.siteedge.edge.query.MetricsAnswer.Summary;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.Visit;
import dev.siteedge.edge.store.Segment;
import dev.siteedge.edge.store.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbQueriesTest {
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

    private static long sum(List<Point> points) {
        return points.stream().mapToLong(Point::count).sum();
    }

    @Test
    void noRows_everyBucketIsThereWithZero() throws Exception {
        MetricsAnswer answer = rows.queries().metrics(day());

        assertThat(answer.pageviews()).hasSize(24).allMatch(point -> point.count() == 0);
        assertThat(answer.events()).hasSize(24);
        assertThat(answer.sessions()).hasSize(24);
        assertThat(answer.pageviews().get(1).time()).isEqualTo(Instant.parse("2026-03-01T01:00:00Z"));
        assertThat(answer.summary()).isEqualTo(new Summary(0, 0, 0, 0));
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void range_isHalfOpenToTheMillisecond() throws Exception {
        for (String time : List.of(
                "2026-02-28T23:59:59.999Z",
                "2026-03-01T00:00:00Z",
                "2026-03-01T23:59:59.999Z",
                "2026-03-02T00:00:00Z")) {
            rows.view(time, "/", visit(2, time));
        }

        assertThat(counted(rows.queries().metrics(day()).pageviews()))
                .containsExactly("2026-03-01T00:00:00Z=1", "2026-03-01T23:00:00Z=1");
    }

    @Test
    void events_arePageviewsAndCustomEventsAndNothingElse() throws Exception {
        Visit visit = visit(2, "2026-03-01T10:00:00Z");
        rows.view("2026-03-01T10:00:00Z", "/", visit);
        rows.add("2026-03-01T10:01:00Z", custom("c", 2, "cta", "click"), visit);
        rows.add("2026-03-01T10:02:00Z", engagement("e", 2, 5), visit);
        rows.add("2026-03-01T10:03:00Z", exposure("x", "v:1", "bold"), null);

        assertThat(rows.queries().metrics(day()).summary()).isEqualTo(new Summary(1, 2, 1, 1));
    }

    @Test
    void session_countsInTheBucketOfItsFirstEventOnly() throws Exception {
        Visit long1 = visit(2, "2026-03-01T10:50:00Z");
        rows.view("2026-03-01T10:50:00Z", "/", long1);
        rows.view("2026-03-01T11:10:00Z", "/", long1);
        rows.view("2026-03-01T12:10:00Z", "/", visit(4, "2026-03-01T12:10:00Z"));

        MetricsAnswer answer = rows.queries().metrics(day());
        assertThat(counted(answer.sessions())).containsExactly("2026-03-01T10:00:00Z=1", "2026-03-01T12:00:00Z=1");
        assertThat(answer.summary().sessions()).isEqualTo(2);
    }

    @Test
    void lateEvent_countsWhenItHappenedNotWhenItWasReceived() throws Exception {
        String time = "2026-03-01T23:59:59.999Z";
        Row late = rows.row(time, "2026-03-02T10:00:00Z", pageview("late", 2, "/"), visit(2, time));
        rows.table.append(List.of(late));

        assertThat(counted(rows.queries().metrics(day()).pageviews())).containsExactly("2026-03-01T23:00:00Z=1");
        assertThat(counted(rows.queries().metrics(day()).sessions())).containsExactly("2026-03-01T23:00:00Z=1");
        assertThat(rows.queries().top(day(), "event:page", 10)).hasSize(1);
        MetricsQuery next = query("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", Granularity.HOUR, "UTC");
        assertThat(rows.queries().metrics(next).summary().events()).isZero();
    }

    @Test
    void fileFromBeforeEventsHadTheirOwnTime_isCountedBesideNewerOnes() throws Exception {
        rows.view("2026-03-01T10:00:00Z", "/old", visit(2, "2026-03-01T10:00:00Z"));
        Path old = folder.resolve("old.parquet");
        try (Connection connection = rows.db.connect();
                Statement copy = connection.createStatement()) {
            copy.execute("COPY (SELECT * EXCLUDE time FROM pending) TO '" + old + "' (FORMAT parquet)");
        }
        rows.table.forget(1);
        rows.view("2026-03-01T11:00:00Z", "/new", visit(2, "2026-03-01T10:00:00Z"));
        Path newer = folder.resolve("newer.parquet");
        rows.table.write(2, 2, newer);
        long at = TestRows.millis("2026-03-01T10:00:00Z");
        Segment first = new Segment("outbox/1-1.parquet", 1, 1, 1, 1, "00", at, at);
        Segment second = new Segment("outbox/2-2.parquet", 2, 2, 1, 1, "00", at, at + 3_600_000);

        for (View view : List.of(
                new View(List.of(), Map.of(first, old), 1, List.of()),
                new View(List.of(), Map.of(first, old, second, newer), 2, List.of()))) {
            assertThat(counted(rows.queries(view).metrics(day()).pageviews()))
                    .containsExactly("2026-03-01T10:00:00Z=1", "2026-03-01T11:00:00Z=1");
        }
    }

    @Test
    void session_thatBeganBeforeTheRange_isNotCountedThoughItsEventsAre() throws Exception {
        Visit before = visit(2, "2026-02-28T23:50:00Z");
        rows.view("2026-02-28T23:50:00Z", "/", before);
        rows.view("2026-03-01T00:10:00Z", "/", before);

        assertThat(rows.queries().metrics(day()).summary()).isEqualTo(new Summary(1, 1, 0, 1));
    }

    @Test
    void otherSites_areNotCountedButListed() throws Exception {
        rows.view("2026-03-01T10:00:00Z", "/", visit(2, "2026-03-01T10:00:00Z"));
        rows.add(
                "2026-03-01T10:00:00Z",
                new Pageview("o", "other.example", Events.visitor(3), "/", Source.DIRECT, Device.UNKNOWN, Map.of()),
                visit(6, "2026-03-01T10:00:00Z"));

        assertThat(rows.queries().metrics(day()).summary().pageviews()).isEqualTo(1);
        assertThat(rows.queries().sites()).containsExactly("example.com", "other.example");
    }

    @Test
    void days_beginAtMidnightOfTheZoneAlsoWhenClocksChange() throws Exception {
        for (String time : List.of(
                "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z")) {
            rows.view(time, "/", visit(2, time));
        }

        MetricsAnswer answer = rows.queries()
                .metrics(query("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", Granularity.DAY, "Europe/Berlin"));
        assertThat(answer.pageviews())
                .containsExactly(
                        new Point(Instant.parse("2026-03-27T23:00:00Z"), 1),
                        new Point(Instant.parse("2026-03-28T23:00:00Z"), 2),
                        new Point(Instant.parse("2026-03-29T22:00:00Z"), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,MINUTE,240",
        "Asia/Kolkata,HOUR,4000",
        "Asia/Kathmandu,DAY,60000",
        "Australia/Lord_Howe,HOUR,4000",
        "America/New_York,DAY,60000"
    })
    void series_addUpToTheSummaryAndAgreeWithANaiveCount(String zone, Granularity granularity, int minutes)
            throws Exception {
        Instant from = Instant.parse("2026-03-20T07:13:21.123Z");
        Instant to = from.plus(Duration.ofMinutes(minutes));
        Random random = new Random(minutes);
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long start = from.toEpochMilli() + random.nextInt(minutes) * 60_000L + random.nextInt(60_000);
            String time = Instant.ofEpochMilli(start).toString();
            all.add(rows.row(time, pageview("p" + i, 2L * i, "/"), visit(2L * i, time)));
        }
        rows.table.append(all);

        MetricsAnswer answer = rows.queries().metrics(query(from.toString(), to.toString(), granularity, zone));

        long inside =
                all.stream().filter(row -> row.received() < to.toEpochMilli()).count();
        assertThat(answer.summary()).isEqualTo(new Summary(inside, inside, inside, inside));
        assertThat(sum(answer.pageviews())).isEqualTo(inside);
        assertThat(sum(answer.sessions())).isEqualTo(inside);
        for (int i = 0; i < answer.pageviews().size(); i++) {
            long begin = answer.pageviews().get(i).time().toEpochMilli();
            long end = i + 1 < answer.pageviews().size()
                    ? answer.pageviews().get(i + 1).time().toEpochMilli()
                    : to.toEpochMilli();
            assertThat(answer.pageviews().get(i).count())
                    .isEqualTo(all.stream()
                            .filter(row -> row.received() >= begin && row.received() < Math.min(end, to.toEpochMilli()))
                            .count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "event:page /docs 1",
                "event:page /docs* 2",
                "event:page *s/* 1",
                "event:page /100%_a 1",
                "event:page /100%* 1",
                "event:page /star\\* 1",
                "event:page nothing 0",
                "event:name pageview 5",
                "event:name click 1",
                "event:name cta:click 1",
                "event:name cta:* 1",
                "visit:source s2 6",
                "visit:entry_page /entry2 6",
                "visit:country FR 5",
                "visit:browser Firefox 5",
            })
    void filter_countsWhatMatchesAndItsNegationTheRest(String property, String value, long matches) throws Exception {
        Visit visit = visit(2, "2026-03-01T10:00:00Z");
        for (String path : List.of("/", "/docs", "/docs/a", "/100%_a", "/star*")) {
            rows.view("2026-03-01T10:00:00Z", path, visit);
        }
        rows.add("2026-03-01T10:01:00Z", custom("c", 2, "cta", "click"), visit);

        assertThat(rows.queries()
                        .metrics(day(new Filter(property, false, List.of(value))))
                        .summary()
                        .events())
                .isEqualTo(matches);
        assertThat(rows.queries()
                        .metrics(day(new Filter(property, true, List.of(value))))
                        .summary()
                        .events())
                .isEqualTo(6 - matches);
    }

    @Test
    void filters_areAllMetAndTheirValuesAreAlternatives() throws Exception {
        Visit visit = visit(2, "2026-03-01T10:00:00Z");
        for (String path : List.of("/a", "/b", "/c")) {
            rows.view("2026-03-01T10:00:00Z", path, visit);
        }
        Filter some = new Filter("event:page", false, List.of("/a", "/b"));
        Filter notB = new Filter("event:page", true, List.of("/b"));

        assertThat(rows.queries().metrics(day(some)).summary().pageviews()).isEqualTo(2);
        assertThat(rows.queries().metrics(day(some, notB)).summary().pageviews())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "') OR 1=1 --",
                "'; DROP TABLE pending; --",
                "\\' OR 1=1 --",
                "? OR true",
                "$1",
                "%",
                "_",
                "\\",
                "\\\\*\\"
            })
    void filterValue_isNeverSql(String value) throws Exception {
        rows.view("2026-03-01T10:00:00Z", "/", visit(2, "2026-03-01T10:00:00Z"));
        DuckDbQueries queries = rows.queries();

        for (String property : List.of("event:page", "event:name", "visit:source")) {
            assertThat(queries.metrics(day(new Filter(property, false, List.of(value))))
                            .summary()
                            .pageviews())
                    .isZero();
        }
        MetricsQuery asSite =
                new MetricsQuery(value, day().from(), day().to(), Granularity.HOUR, day().zone(), List.of());
        assertThat(queries.metrics(asSite).summary().events()).isZero();
        assertThat(queries.metrics(day()).summary().pageviews()).isEqualTo(1);
    }

    @Test
    void propertyThatIsNotKnown_isRefusedWithTheChoices() throws Exception {
        DuckDbQueries queries = rows.queries();

        for (String property : List.of("path", "1=1 OR event:page", "event:page'")) {
            assertThatThrownBy(() -> queries.metrics(day(new Filter(property, false, List.of("x")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("property is wrong: " + property)
                    .hasMessageContaining("event:page, ");
            assertThatThrownBy(() -> queries.top(day(), property, 10)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void top_isByVisitorsThenByName() throws Exception {
        for (int visitor = 2; visitor <= 6; visitor += 2) {
            rows.view("2026-03-01T10:00:00Z", "/most", visit(visitor, "2026-03-01T10:00:00Z"));
        }
        for (String path : List.of("/b", "/a", "/b")) {
            rows.view("2026-03-01T10:00:00Z", path, visit(2, "2026-03-01T10:00:00Z"));
        }

        assertThat(rows.queries().top(day(), "event:page", 10))
                .containsExactly(
                        new Queries.Row("/most", 3, 3, 3),
                        new Queries.Row("/a", 1, 1, 1),
                        new Queries.Row("/b", 1, 2, 2));
        assertThat(rows.queries().top(day(), "event:page", 1)).hasSize(1);
        assertThatThrownBy(() -> rows.queries().top(day(), "event:page", 1_001))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void objectOutboxAndPending_areReadTogetherAndNothingTwice() throws Exception {
        Visit visit = visit(2, "2026-03-01T10:00:00Z");
        for (int i = 1; i <= 6; i++) {
            rows.view("2026-03-01T10:00:00Z", "/" + i, visit);
        }
        Path stored = folder.resolve("stored.parquet");
        Path outbox = folder.resolve("out'box.parquet");
        rows.table.write(1, 2, stored);
        rows.table.write(3, 4, outbox);
        byte[] bytes = Files.readAllBytes(stored);
        rows.store.putIfAbsent("l0/local/1-1-2.parquet", bytes);
        long at = TestRows.millis("2026-03-01T10:00:00Z");
        Segment first = new Segment("l0/local/1-1-2.parquet", 1, 2, 2, bytes.length, sha256(bytes), at, at);
        Segment gone = new Segment("l0/local/1-0-0.parquet", 0, 0, 1, 1, "00", at, at);
        Segment earlier = new Segment("l0/local/0-0-0.parquet", 0, 0, 1, 1, "00", at - 90_000_000, at - 90_000_000);
        Segment waiting = new Segment("outbox/3-4.parquet", 3, 4, 2, 1, "00", at, at);

        View whole = new View(List.of(first, earlier), Map.of(waiting, outbox), 4, List.of());
        MetricsAnswer answer = rows.queries(whole).metrics(day());
        assertThat(answer.summary()).isEqualTo(new Summary(6, 6, 1, 1));
        assertThat(answer.complete())
                .as("an object outside of the range is not asked for")
                .isTrue();

        View torn = new View(List.of(first, gone), Map.of(waiting, outbox), 4, List.of("manifest/local.json"));
        MetricsAnswer partial = rows.queries(torn).metrics(day());
        assertThat(partial.complete()).isFalse();
        assertThat(partial.missing()).containsExactly("manifest/local.json", "l0/local/1-0-0.parquet");
        assertThat(partial.summary().pageviews()).isEqualTo(6);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void emptyOrEndlessRange_isRefused() throws Exception {
        DuckDbQueries queries = rows.queries();
        String now = "2026-03-01T00:00:00Z";

        assertThatThrownBy(() -> queries.metrics(query(now, now, Granularity.HOUR, "UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must end after it begins");
        assertThatThrownBy(() -> queries.metrics(query(now, "2027-03-01T00:00:00Z", Granularity.MINUTE, "UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 50000 buckets");
    }
}
