package dev.siteedge.edge.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.VisitEvent;
import dev.siteedge.edge.shard.Row;
import dev.siteedge.edge.shard.VariantCounts;
import dev.siteedge.edge.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What must be true whatever happens. A promise that is broken is an {@link AssertionError}. */
final class Oracle {
    private static final long IDLE_MILLIS = 30 * 60_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world;
    private final Map<Long, Integer> processByEpoch = new HashMap<>();
    private final Map<Long, String> idByPosition = new HashMap<>();
    private long epoch;
    private long position;
    private final Map<String, Long> keptSince = new HashMap<>();
    /** Events were given new positions behind those of another log: their times are not in order. */
    private boolean reordered;

    Oracle(World world) {
        this.world = world;
    }

    void reordered() {
        reordered = true;
    }

    // ---- the manifest, at every swap ----

    void committed(Node node, byte[] json) {
        JsonNode manifest = parse(json);
        long newEpoch = manifest.get("epoch").asLong();
        long newPosition = manifest.get("position").asLong();
        require(newEpoch >= epoch, "the epoch fell from " + epoch + " to " + newEpoch);
        require(newPosition >= position, "the position fell from " + position + " to " + newPosition);
        Integer owner = processByEpoch.putIfAbsent(newEpoch, node.number);
        require(
                owner == null || owner == node.number,
                "n" + owner + " and n" + node.number + " share epoch " + newEpoch);
        epoch = newEpoch;
        position = newPosition;
        world.trace("n" + node.number + " wrote the manifest: epoch " + epoch + ", position " + position);
        List<Row> rows = rows(manifest);
        checkNothingTwice("the store's rows", rows);
        for (Row row : rows) {
            require(row.position() <= newPosition, "row " + row.position() + " is behind the position " + newPosition);
            String before = idByPosition.put(row.position(), row.event().id());
            require(
                    before == null || before.equals(row.event().id()),
                    "position " + row.position() + " was " + before + " and is "
                            + row.event().id());
        }
    }

    private List<Row> rows(JsonNode manifest) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode file : manifest.get("files")) {
            String key = file.get("key").asText();
            Optional<ObjectStore.StoredObject> object = world.store.objects.get(key);
            require(object.isPresent(), "the manifest names " + key + ", which is not there");
            List<Row> found = world.archive.get(file.get("sha256").asText());
            require(found != null, key + " is not what was written");
            rows.addAll(found);
        }
        for (JsonNode wish : manifest.get("erasing")) {
            rows.removeIf(row -> row.event().site().equals(wish.get("site").asText())
                    && row.position() <= wish.get("position").asLong());
        }
        return rows;
    }

    private List<Row> storedRows() {
        return world.store
                .objects
                .get("manifest/local.json")
                .map(object -> rows(parse(object.bytes())))
                .orElse(List.of());
    }

    // ---- rows ----

    void checkNothingTwice(String where, List<Row> rows) {
        Set<String> ids = new HashSet<>();
        Set<Long> positions = new HashSet<>();
        for (Row row : rows) {
            String id = row.event().id();
            require(world.clients.sent().containsKey(id), where + " have " + id + ", which nobody sent");
            require(
                    ids.add(id),
                    () -> where + " have " + id + " twice: "
                            + rows.stream()
                                    .filter(other -> other.event().id().equals(id))
                                    .map(other -> other.position() + " at " + other.received())
                                    .toList());
            require(positions.add(row.position()), where + " have position " + row.position() + " twice");
        }
    }

    /** What a query sees: everything that this machine acknowledged before, once. */
    void look(Node node) {
        List<String> wanted = new ArrayList<>();
        world.clients.sent().forEach((id, sent) -> {
            if (sent.acknowledgedBy(node.machine.number()) && !mayBeMissing(sent)) {
                wanted.add(id);
            }
        });
        long to = node.logTime() / 60_000;
        long from = to - 1_400;
        Map<Long, Integer> before = node.ring(Clients.SITE, from, to);
        node.read().ifPresent(rows -> {
            checkAllThere("n" + node.number, wanted, rows);
            checkErased("n" + node.number, rows, sent -> sent.isErasedBy(node.machine.number()));
            checkTimes(rows);
            checkRing(node, from, to, before, rows);
        });
    }

    private void checkErased(String where, List<Row> rows, Predicate<Clients.Sent> erased) {
        for (Row row : rows) {
            String id = row.event().id();
            require(!erased.test(world.clients.sent().get(id)), where + " has " + id + ", which was erased");
        }
    }

    private void checkTimes(List<Row> rows) {
        for (Row row : rows) {
            long time = world.clients.sent().get(row.event().id()).routed.time(row.received());
            require(row.time() == time, row.event().id() + " happened at " + row.time() + ", not at " + time);
        }
    }

    /**
     * The ring counts nothing twice, and all that its process took in.
     *
     * @param before the ring before the rows were read; more may come in meanwhile
     */
    private void checkRing(Node node, long from, long to, Map<Long, Integer> before, List<Row> rows) {
        Map<Long, Integer> all = pageviews(rows, from, to);
        before.forEach((minute, count) -> require(
                count <= all.getOrDefault(minute, 0),
                () -> "n" + node.number + "'s ring has " + count + " pageviews in minute " + minute + ", the rows "
                        + all.get(minute)));
        List<Row> own = rows.stream()
                .filter(row -> row.position() >= node.firstPosition())
                .toList();
        Map<Long, Integer> after = node.ring(Clients.SITE, from, to);
        // Minutes leave it as time goes on meanwhile.
        pageviews(own, Math.max(from, node.logTime() / 60_000 - 1_400), to)
                .forEach((minute, count) -> require(
                        after.getOrDefault(minute, 0) >= count,
                        () -> "n" + node.number + "'s ring has " + after.get(minute) + " of " + count
                                + " pageviews in minute " + minute));
    }

    private static Map<Long, Integer> pageviews(List<Row> rows, long from, long to) {
        Map<Long, Integer> pageviews = new HashMap<>();
        for (Row row : rows) {
            long minute = row.time() / 60_000;
            boolean counts =
                    row.event() instanceof Pageview && row.event().site().equals(Clients.SITE);
            if (counts && minute >= from && minute <= to) {
                pageviews.merge(minute, 1, Integer::sum);
            }
        }
        return pageviews;
    }

    private boolean mayBeMissing(Clients.Sent sent) {
        // A wish that comes along behind another log is of all that is before its new place.
        boolean cameAlong = reordered && sent.event().site().equals(Clients.GONE_SITE);
        return sent.excused || sent.mayBeErased || cameAlong || mayBeExpired(sent);
    }

    private void checkAllThere(String where, List<String> wanted, List<Row> rows) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.event().id()));
        List<String> lost = wanted.stream().filter(id -> !ids.contains(id)).toList();
        require(lost.isEmpty(), where + " lost " + lost + ", which were acknowledged");
    }

    /** Everything, from the store alone. */
    void checkStore(Node node) {
        List<Row> rows = new ArrayList<>(storedRows());
        rows.sort(Comparator.comparingLong(Row::position));
        List<String> wanted = new ArrayList<>();
        world.clients.sent().forEach((id, sent) -> {
            if (sent.isAcknowledged() && !mayBeMissing(sent)) {
                wanted.add(id);
            }
        });
        checkAllThere("the store", wanted, rows);
        checkErased("the store", rows, Clients.Sent::isErased);
        checkTimes(rows);
        List<Row> read = new ArrayList<>(
                node.read().orElseThrow(() -> new AssertionError("n" + node.number + " misses objects")));
        read.sort(Comparator.comparingLong(Row::position));
        require(read.equals(rows), "n" + node.number + " does not read what is stored");
        if (!reordered) {
            checkSessions(rows.stream()
                    .filter(row -> row.event().site().equals(Clients.SITE))
                    .toList());
        }
        if (isInOrder(rows)) {
            checkCounts(node, rows);
        }
    }

    /** Else a unit may have ended before what was received earlier is folded: 49 hours after it began by any row. */
    private static boolean isInOrder(List<Row> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).received() < rows.get(i - 1).received()) {
                return false;
            }
        }
        return true;
    }

    // ---- a model that never stopped ----

    private static final class Session {
        final Row first;
        long last;

        Session(Row first) {
            this.first = first;
            this.last = first.received();
        }
    }

    private void checkSessions(List<Row> rows) {
        Map<Long, Session> open = new HashMap<>();
        Map<Long, Row> firstBySession = new HashMap<>();
        for (Row row : rows) {
            if (!(row.event() instanceof VisitEvent event) || event.visitor().hash() == 6) {
                continue;
            }
            long visitor = event.visitor().hash();
            Session session = open.get(visitor);
            boolean fresh = session == null || row.received() - session.last > IDLE_MILLIS;
            if (fresh && event instanceof Engagement) {
                require(row.visit() == null, "engagement " + event.id() + " opened a session");
                continue;
            }
            if (fresh) {
                session = new Session(row);
                open.put(visitor, session);
            }
            session.last = row.received();
            require(row.visit() != null, event.id() + " has no session");
            Row first = firstBySession.putIfAbsent(row.visit().session(), session.first);
            boolean named = visitor == 7;
            require(
                    named || first == null || first == session.first,
                    event.id() + " is in the session of "
                            + (first == null ? "" : first.event().id()) + ", not of "
                            + session.first.event().id());
            require(
                    row.visit().start() == session.first.received(),
                    event.id() + "'s session began at " + row.visit().start() + ", not with "
                            + session.first.event().id());
        }
    }

    /** Two days, one of them of 25 hours. */
    private static final long SALT_MILLIS = 49 * 3_600_000L;

    private void checkCounts(Node node, List<Row> rows) {
        for (String site : List.of(Clients.SITE)) {
            Map<String, String> variants = new TreeMap<>();
            Set<String> converted = new HashSet<>();
            Set<String> multiple = new HashSet<>();
            Map<String, Long> born = new HashMap<>();
            Map<String, Integer> days = new HashMap<>();
            for (Row row : rows) {
                if (!row.event().site().equals(site) || !(row.event() instanceof ExperimentEvent fact)) {
                    continue;
                }
                // Nobody has a visitor's hash again when its salt is gone: who has is somebody else.
                if (row.received() - born.getOrDefault(fact.unit(), Long.MAX_VALUE / 2) >= SALT_MILLIS) {
                    days.merge(fact.unit(), 1, Integer::sum);
                    born.remove(fact.unit());
                }
                String unit = fact.unit() + "/" + days.getOrDefault(fact.unit(), 0);
                if (fact instanceof Exposure exposure) {
                    born.putIfAbsent(fact.unit(), row.received());
                    String before = variants.putIfAbsent(unit, exposure.variant());
                    if (before != null && !before.equals(exposure.variant())) {
                        multiple.add(unit);
                    }
                } else if (fact instanceof GoalReached && variants.containsKey(unit)) {
                    converted.add(unit);
                }
            }
            Map<String, VariantCounts> expected = new HashMap<>();
            variants.forEach((unit, variant) -> expected.merge(
                    variant,
                    new VariantCounts(1, 0, converted.contains(unit) ? 1 : 0, multiple.contains(unit) ? 1 : 0),
                    VariantCounts::plus));
            Map<String, VariantCounts> counted = node.counts(site, "signup");
            require(counted.equals(expected), "the experiment counts " + counted + ", not " + expected);
        }
    }

    // ---- what may be missing ----

    /** Whole days go: everything of the site before the last run's limit may be gone. */
    void retained(long now) {
        LocalDate today =
                java.time.Instant.ofEpochMilli(now).atZone(ZoneOffset.UTC).toLocalDate();
        keptSince.merge(Clients.SHORT_SITE, startOf(today.minusDays(1)), Math::max);
        keptSince.merge(Clients.SITE, startOf(today.minusDays(365)), Math::max);
    }

    private static long startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private boolean mayBeExpired(Clients.Sent sent) {
        return sent.time() < keptSince.getOrDefault(sent.event().site(), Long.MIN_VALUE);
    }

    /** What came after the last commit may be lost with the disk that it was on. */
    void excuse(Machine machine) {
        Set<String> stored = new HashSet<>();
        storedRows().forEach(row -> stored.add(row.event().id()));
        world.clients.sent().forEach((id, sent) -> {
            if (sent.acknowledgedOnlyBy(machine.number()) && !stored.contains(id)) {
                sent.excused = true;
            }
            sent.forgetMachine(machine.number());
        });
    }

    // ---- stops ----

    void checkStop(String reason, @Nullable Throwable cause) {
        boolean expected = reason.contains("another process")
                || reason.contains("went on without this data folder")
                || reason.contains("this start went without")
                || reason.contains("others keep taking over")
                || reason.equals("the log can't be written")
                || reason.equals("the log can't be trimmed");
        if (!expected) {
            throw new AssertionError("a process stopped: " + reason, cause);
        }
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
