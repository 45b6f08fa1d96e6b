package dev.siteedge.edge.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Events;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.log.Batch;
import dev.siteedge.edge.log.Erased;
import dev.siteedge.edge.log.FailStop;
import dev.siteedge.edge.log.Routed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A site that is erased leaves nothing in the state, and the others lose nothing. */
class ErasedSiteTest {
    private static final long T0 = 1_772_359_200_000L;
    private static final String OTHER = "other.example";
    private static final FailStop NEVER = (reason, cause) -> {
        throw new AssertionError(reason, cause);
    };

    private final ManualLog log = new ManualLog();

    private static Routed view(String site, String id, long visitor) {
        return new Routed(
                (int) (visitor % 4),
                new Pageview(id, site, Events.visitor(visitor), "/" + site, Source.DIRECT, Device.UNKNOWN, Map.of()));
    }

    private static Routed exposed(String site, String unit) {
        return new Routed(0, new Exposure("x" + unit, site, "hero", "1", unit, "bold"));
    }

    private List<Routed> someOf(String site) {
        List<Routed> events = new ArrayList<>();
        for (int visitor = 0; visitor < 20; visitor++) {
            events.add(view(site, "id" + visitor, visitor));
        }
        events.add(exposed(site, "v:1"));
        return events;
    }

    private void logged(List<Routed> events) {
        log.append(events);
        log.commitAll(T0);
    }

    private Shards replayed() {
        Shards shards = new Shards(log, 4, 2, NEVER);
        log.batches().forEach(shards::replay);
        shards.start();
        return shards;
    }

    private static void assertOnlyTheOther(StateSnapshot state, StateSnapshot before) {
        List<Long> ids = new ArrayList<>();
        state.ids().forEach((id, time) -> ids.add(id));
        assertThat(ids).hasSize(21).noneMatch(id -> Fingerprint.isOf(id, Events.SITE));
        assertThat(state.sessions())
                .hasSize(20)
                .allSatisfy((key, open) -> assertThat(before.sessions()).containsEntry(key, open));
        assertThat(state.units().keySet()).extracting(Units.Phase::site).containsExactly(OTHER);
        assertThat(state.minutes().minutes()).containsOnlyKeys(OTHER);
        assertThat(before.sessions()).hasSize(40);
    }

    @Test
    void erasedWhileItGoesOn_alsoWhatWasRecovered() {
        logged(someOf(Events.SITE));
        logged(someOf(OTHER));
        Shards first = replayed();
        StateSnapshot before = first.snapshot();
        first.close();
        Shards shards = new Shards(log, 4, 2, NEVER);
        shards.restore(before);
        shards.start();
        log.append(List.of(new Erased(Events.SITE, "r")));
        log.commitAll(T0);

        assertOnlyTheOther(shards.snapshot(), before);
        assertThat(shards.sum(Events.SITE, 0, Long.MAX_VALUE).visitors()).isZero();
        shards.close();
    }

    @Test
    void erasedInTheReplay_givesTheSameState() {
        logged(someOf(Events.SITE));
        logged(someOf(OTHER));
        Shards untouched = replayed();
        StateSnapshot before = untouched.snapshot();
        untouched.close();
        log.append(List.of(new Erased(Events.SITE, "r")));
        log.commitAll(T0);
        Shards shards = replayed();

        assertOnlyTheOther(shards.snapshot(), before);
        shards.close();
    }

    @Test
    void erasedAfterASnapshotWasRestored_givesTheSameState() {
        logged(someOf(Events.SITE));
        logged(someOf(OTHER));
        Shards first = replayed();
        StateSnapshot before = first.snapshot();
        first.close();
        Shards shards = new Shards(log, 4, 2, NEVER);
        shards.restore(before);
        shards.erase(Events.SITE);
        shards.start();

        assertOnlyTheOther(shards.snapshot(), before);
        shards.close();
    }

    @Test
    void sameEventsAfterwards_countAgainInNewSessions() {
        logged(someOf(Events.SITE));
        Shards shards = new Shards(log, 4, 1, NEVER);
        List<Row> first = new ArrayList<>();
        log.batches().forEach(batch -> first.addAll(shards.replay(batch)));
        Batch erased = new Batch(T0, List.of(new Batch.Logged(22, 10, new Erased(Events.SITE, "r"))));
        assertThat(shards.replay(erased)).isEmpty();

        List<Batch.Logged> again = new ArrayList<>();
        for (Routed routed : someOf(Events.SITE)) {
            again.add(new Batch.Logged(23 + again.size(), 100, routed));
        }
        List<Row> second = shards.replay(new Batch(T0 + 1, again));
        assertThat(second).hasSameSizeAs(first);
        assertThat(second.get(0).visit()).isNotEqualTo(first.get(0).visit());
        assertThat(shards.replay(new Batch(T0 + 2, again))).as("and once").isEmpty();
    }

    @Test
    void erasedAmidABatch_takesOnlyTheRowsBeforeIt() {
        Shards shards = new Shards(log, 4, 1, NEVER);
        List<Row> rows = shards.replay(new Batch(
                T0,
                List.of(
                        new Batch.Logged(1, 100, view(Events.SITE, "a", 1)),
                        new Batch.Logged(2, 100, view(OTHER, "b", 1)),
                        new Batch.Logged(3, 10, new Erased(Events.SITE, "r")),
                        new Batch.Logged(4, 100, view(Events.SITE, "c", 1)))));

        assertThat(rows).extracting(Row::event).extracting(Event::id).containsExactly("b", "c");
    }
}
