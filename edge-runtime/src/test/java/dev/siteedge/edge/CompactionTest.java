package dev.siteedge.edge;

import static dev.siteedge.edge.NodeDriver.day;
import static dev.siteedge.edge.NodeDriver.submit;
import static dev.siteedge.edge.event.Events.exposure;
import static dev.siteedge.edge.event.Events.goal;
import static dev.siteedge.edge.event.Events.pageview;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.log.Routed;
import dev.siteedge.edge.query.MetricsAnswer.Summary;
import dev.siteedge.edge.query.Queries.Tally;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small objects of many sites become large ones of one site's day; nothing is lost, doubled or shown twice meanwhile. */
@Timeout(120)
class CompactionTest {
    private static final String TOKYO = "tokyo.example";

    @TempDir
    Path root;

    private NodeDriver nodes;

    @BeforeEach
    void setUp() {
        nodes = new NodeDriver(root);
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    private static Pageview view(String id, String site) {
        return new Pageview(id, site, Events.visitor(id.hashCode()), "/", Source.DIRECT, Device.UNKNOWN, Map.of());
    }

    /** Two sites over the end of a UTC day, in three objects. */
    private DataPlane threeFlushes() {
        nodes.clock.set("2026-02-28T14:00:00Z");
        DataPlane node = nodes.open("n");
        submit(node, view("a", Events.SITE), view("t1", TOKYO));
        node.flushNow();
        nodes.clock.set("2026-02-28T16:00:00Z");
        submit(node, view("b", Events.SITE), view("t2", TOKYO));
        node.flushNow();
        nodes.clock.set("2026-03-01T10:00:00Z");
        submit(node, view("c", Events.SITE), view("t3", TOKYO));
        node.flushNow();
        return node;
    }

    private void assertEachOnceInNamedObjects(String... ids) throws Exception {
        assertThat(StoredRows.ids(nodes.objects)).containsExactlyInAnyOrder(ids);
        List<String> there = new ArrayList<>(nodes.objects.list("l0/"));
        there.addAll(nodes.objects.list("v1/"));
        assertThat(there).containsExactlyInAnyOrderElementsOf(StoredRows.keys(nodes.objects));
        assertThat(StoredRows.manifest(nodes.objects).get("deleting")).isEmpty();
    }

    private List<String> folders() throws Exception {
        return StoredRows.keys(nodes.objects).stream()
                .map(key -> key.substring(0, key.lastIndexOf('/')))
                .toList();
    }

    @Test
    void compacted_oneFileForEachSitesDayOfItsZone() throws Exception {
        DataPlane node = threeFlushes();
        Summary before = day(node).summary();

        assertThat(node.compactNow()).isTrue();

        assertThat(folders())
                .containsExactlyInAnyOrder(
                        "v1/site=example.com/date=2026-02-28",
                        "v1/site=example.com/date=2026-03-01",
                        "v1/site=tokyo.example/date=2026-02-28",
                        "v1/site=tokyo.example/date=2026-03-01");
        assertEachOnceInNamedObjects("a", "b", "c", "t1", "t2", "t3");
        assertThat(day(node).summary()).isEqualTo(before);
        assertThat(day(node).complete()).isTrue();
        assertThat(node.queries().sites()).containsExactly(Events.SITE, TOKYO);
        assertThat(day(nodes.open("empty")).summary()).isEqualTo(before);
    }

    @Test
    void compacted_isOneTableForOtherPrograms(@TempDir Path bucket) throws Exception {
        threeFlushes().compactNow();
        StoredRows.copyTables(nodes.objects, bucket);
        String sql = "SELECT site || ' ' || date || ' ' || string_agg(id, ',' ORDER BY position) AS line FROM"
                + " read_parquet('" + bucket + "/v1/**/*.parquet', hive_partitioning = true) GROUP BY site, date"
                + " ORDER BY ALL";

        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString("line"));
            }
        }
        assertThat(lines)
                .containsExactly(
                        "example.com 2026-02-28 a,b",
                        "example.com 2026-03-01 c",
                        "tokyo.example 2026-02-28 t1",
                        "tokyo.example 2026-03-01 t2,t3");
    }

    @Test
    void siteWithASignInItsName_isEncodedAsHiveDoes(@TempDir Path bucket) throws Exception {
        DataPlane node = nodes.open("n");
        submit(node, view("a", "[::1]/x?é"));
        node.flushNow();
        node.compactNow();

        assertThat(folders()).containsExactly("v1/site=%5B%3A%3A1%5D%2Fx%3F%C3%A9/date=2026-03-01");
        assertThat(node.queries().sites()).containsExactly("[::1]/x?é");
        StoredRows.copyTables(nodes.objects, bucket);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT site FROM read_parquet('" + bucket
                                + "/v1/**/*.parquet', hive_partitioning = true)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("[::1]/x?é");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,true", "1,false", "2,true", "2,false", "3,true", "3,false", "4,true", "4,false", "5,true", "5,false",
        "6,true", "6,false", "7,true", "7,false", "8,true", "8,false", "9,true", "9,false", "10,true", "10,false"
    })
    void storeDiesAtTheNthWrite_thenTheProcess_everyRowIsOnceInNamedObjects(int nth, boolean written) throws Exception {
        DataPlane node = threeFlushes();
        nodes.objects.dieAtWrite(nth, written);
        node.compactNow();
        submit(node, view("d", Events.SITE));
        String copy = nodes.killed("n", "copy");
        nodes.objects.heal();

        DataPlane restarted = nodes.open(copy);
        assertThat(day(restarted).summary().pageviews()).isEqualTo(2);
        submit(restarted, view("c", Events.SITE), view("e", Events.SITE));
        assertThat(restarted.flushNow()).isTrue();
        assertThat(restarted.compactNow()).isTrue();
        assertThat(day(restarted).summary().pageviews()).isEqualTo(3);
        assertEachOnceInNamedObjects("a", "b", "c", "d", "e", "t1", "t2", "t3");
        assertThat(nodes.stops).isEmpty();
    }

    @Test
    void storeDiesAtTheNthWrite_andComesBack_goesOnWithoutARestart() throws Exception {
        DataPlane node = threeFlushes();
        for (int nth = 1; nth <= 3; nth++) {
            nodes.objects.dieAtWrite(nth, nth % 2 == 0);
            assertThat(node.compactNow()).isFalse();
            nodes.objects.heal();
            assertThat(day(node).summary().pageviews()).isEqualTo(1);
        }

        assertThat(node.compactNow()).isTrue();
        assertEachOnceInNamedObjects("a", "b", "c", "t1", "t2", "t3");
    }

    @Test
    void dayThatIsOver_isMergedIntoOneFile_todayIsNot() throws Exception {
        DataPlane node = nodes.open("n");
        List<String> ids = new ArrayList<>();
        for (int hour = 0; hour < 4; hour++) {
            submit(node, view("h" + hour, Events.SITE));
            ids.add("h" + hour);
            node.flushNow();
            node.compactNow();
            nodes.clock.advance(Duration.ofMinutes(10));
        }
        assertThat(StoredRows.keys(nodes.objects)).hasSize(4);

        nodes.clock.set("2026-03-02T00:30:00Z");
        assertThat(node.compactNow()).isTrue();
        assertThat(folders()).containsExactly("v1/site=example.com/date=2026-03-01");
        assertEachOnceInNamedObjects(ids.toArray(String[]::new));
        List<String> writes = nodes.objects.writes();
        assertThat(node.compactNow()).isTrue();
        assertThat(nodes.objects.writes()).as("nothing is left to do").isEqualTo(writes);
    }

    @Test
    void moreObjectsThanAStepTakes_areAllCompacted() throws Exception {
        DataPlane node = nodes.open("n");
        List<String> ids = new ArrayList<>();
        for (int flush = 0; flush < 70; flush++) {
            submit(node, view("f" + flush, Events.SITE));
            ids.add("f" + flush);
            node.flushNow();
        }

        assertThat(node.compactNow()).isTrue();
        assertThat(folders()).hasSize(2).containsOnly("v1/site=example.com/date=2026-03-01");
        assertEachOnceInNamedObjects(ids.toArray(String[]::new));
    }

    /** An event's own time puts it into an earlier day, so the ranges of positions overlap: 1 to 3 and 2 to 2. */
    @Test
    void filesOverlap_recoveryFoldsTheirRowsInTheOrderOfPositions() {
        DataPlane node = nodes.open("n");
        Instant yesterday = nodes.clock.instant().minus(Duration.ofDays(1));
        submitAt(node, pageview("p", 7, "/"), yesterday);
        submitAt(node, exposure("x1", "v:1", "bold"), nodes.clock.instant());
        submitAt(node, exposure("x2", "v:1", "control"), yesterday);
        submitAt(node, goal("g", "v:1", "signup"), nodes.clock.instant());
        node.flushNow();
        Map<String, Tally> expected = node.queries().tally(Events.SITE, "hero", "1", "signup");
        assertThat(expected).isEqualTo(Map.of("bold", new Tally(1, 0, 1)));
        node.compactNow();
        // Without a snapshot all comes from the rows.
        nodes.objects.list("snapshot/").forEach(nodes.objects::delete);

        assertThat(nodes.open("empty").queries().tally(Events.SITE, "hero", "1", "signup"))
                .isEqualTo(expected);
    }

    /** Its object's key, by which this folder could have known, went with the compaction. */
    @Test
    void commitThatThisFolderDidNotLearnOf_thenAnotherOneCompacted_countsOnce() throws Exception {
        DataPlane node = nodes.open("n");
        submit(node, view("a", Events.SITE));
        nodes.objects.failAfter(key -> key.startsWith("manifest/"));
        assertThat(node.flushNow()).isFalse();
        String copy = nodes.kill(node, "n", "copy");
        nodes.objects.heal();
        nodes.clock.advance(Duration.ofHours(3));
        DataPlane taker = nodes.open("taker");
        submit(taker, view("b", Events.SITE));
        taker.flushNow();
        assertThat(taker.compactNow()).isTrue();

        DataPlane back = nodes.open(copy);
        assertThat(day(back).summary().pageviews()).isEqualTo(2);
        assertThat(back.flushNow()).isTrue();
        assertThat(back.compactNow()).isTrue();
        assertEachOnceInNamedObjects("a", "b");
    }

    private static void submitAt(DataPlane node, Event event, Instant at) {
        node.intake().submit(List.of(new Routed(0, event, at.toEpochMilli()))).join();
    }

    @Test
    void objectThatIsDamaged_isLeftAloneAndTheOthersAreCompacted() throws Exception {
        DataPlane node = threeFlushes();
        String damaged = StoredRows.keys(nodes.objects).get(1);
        nodes.objects.damage(damaged);
        DataPlane restarted = nodes.open("empty");

        assertThat(restarted.compactNow()).isTrue();
        assertThat(StoredRows.keys(nodes.objects)).contains(damaged).hasSize(5);
        assertThat(day(restarted).summary().pageviews()).isEqualTo(1);
        assertThat(node.health().accepting()).isTrue();
    }

    /** With room for one file every query fetches, so that it meets objects that compaction has just deleted. */
    @Test
    void queriesWhileCompactionRuns_areCompleteAndCountTheSame() throws Exception {
        DataPlane.Settings settings = nodes.settings("n");
        DataPlane node = nodes.open(new DataPlane.Settings(
                settings.folder(),
                settings.threads(),
                settings.flushInterval(),
                settings.flushBytes(),
                settings.store(),
                settings.maxLogBytes(),
                1,
                settings.queryBytes(),
                settings.retentionDays(),
                settings.retentionDaysBySite(),
                settings.zoneBySite(),
                settings.clock(),
                settings.failStop()));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> compacting = threads.submit(() -> {
                for (int round = 0; round < 12; round++) {
                    for (int flush = 0; flush < 5; flush++) {
                        submit(node, view("r" + round + "f" + flush, TOKYO));
                        node.flushNow();
                    }
                    node.compactNow();
                }
            });
            submit(node, view("a", Events.SITE), view("b", Events.SITE));
            while (!compacting.isDone()) {
                assertThat(day(node).complete()).isTrue();
                assertThat(day(node).summary().pageviews()).isEqualTo(2);
                assertThat(node.queries().sites()).contains(Events.SITE);
            }
            compacting.get();
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void retention_deletesWholeFilesOfASitesDayWithoutRewritingAny() throws Exception {
        nodes.clock.set("2026-03-01T03:00:00Z");
        DataPlane node = nodes.open("n");
        submit(node, view("evening of 28 February in New York", "short.example"), view("kept", Events.SITE));
        nodes.clock.set("2026-03-01T05:00:00Z");
        submit(node, view("midnight of 1 March in New York", "short.example"));
        node.flushNow();
        node.compactNow();
        List<String> before = StoredRows.keys(nodes.objects);
        nodes.clock.set("2026-03-08T12:00:00Z");

        assertThat(node.retentionNow().orElseThrow())
                .singleElement()
                .asString()
                .startsWith("v1/site=short.example/date=2026-02-28/");
        assertEachOnceInNamedObjects("kept", "midnight of 1 March in New York");
        assertThat(before).containsAll(StoredRows.keys(nodes.objects));
    }
}
