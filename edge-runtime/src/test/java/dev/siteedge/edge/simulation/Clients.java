package dev.siteedge.edge.simulation;

import dev.siteedge.edge.event.Device;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import dev.siteedge.edge.event.Pageview;
import dev.siteedge.edge.event.Source;
import dev.siteedge.edge.event.Visitor;
import dev.siteedge.edge.log.Routed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Who sends events: what they sent, what was acknowledged, and what they may send again. */
final class Clients {
    static final String SITE = "example.com";
    /** Keeps rows for a day. */
    static final String SHORT_SITE = "short.example";

    /** Well within the hour of logged time for which an id is remembered. */
    private static final long RETRY_MILLIS = Duration.ofMinutes(25).toMillis();

    /** An event and what its sender knows of it. */
    static final class Sent {
        final Routed routed;
        private final Set<Integer> acknowledgedBy = new HashSet<>();
        private boolean acknowledged;
        /** Committed to no store when its disk was lost. */
        boolean excused;
        /** When it was logged, the earliest of its copies. */
        long received = Long.MAX_VALUE;

        /** By the clocks of the logs that it was sent to, or is in. */
        private long earliest = Long.MAX_VALUE;

        private long latest = Long.MIN_VALUE;

        Sent(Routed routed) {
            this.routed = routed;
        }

        Event event() {
            return routed.event();
        }

        /** Its copies are logged within an hour of each other, by the clocks of all logs that they are in. */
        private boolean mayBeSentAgain(long logTime) {
            return logTime - earliest < RETRY_MILLIS && latest - logTime < RETRY_MILLIS;
        }

        private void seen(long logTime) {
            earliest = Math.min(earliest, logTime);
            latest = Math.max(latest, logTime);
        }

        void acknowledgeBy(int machine) {
            acknowledgedBy.add(machine);
            acknowledged = true;
            excused = false;
        }

        boolean isAcknowledged() {
            return acknowledged;
        }

        boolean acknowledgedBy(int machine) {
            return acknowledgedBy.contains(machine);
        }

        boolean acknowledgedOnlyBy(int machine) {
            return acknowledgedBy.equals(Set.of(machine));
        }

        void forgetMachine(int machine) {
            acknowledgedBy.remove(machine);
        }
    }

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Random random;

    Clients(Random random) {
        this.random = random;
    }

    Map<String, Sent> sent() {
        return sent;
    }

    void logged(String id, long received) {
        Sent event = sent.get(id);
        event.received = Math.min(event.received, received);
        event.seen(received);
    }

    /** A backup holds what its machine acknowledged. */
    void inherit(int machine, int backup) {
        for (Sent event : sent.values()) {
            if (event.acknowledgedBy.contains(machine)) {
                event.acknowledgedBy.add(backup);
            }
        }
    }

    /**
     * New events, one to three, and now and then one that was sent before.
     *
     * @param logTime what the log would log them with now
     */
    List<Sent> next(int shards, long logTime, boolean mayRepeat) {
        List<Sent> events = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Sent event = mayRepeat && random.nextInt(4) == 0 ? again(shards, logTime) : fresh(shards);
            if (!events.contains(event)) {
                event.seen(logTime);
                events.add(event);
            }
        }
        return events;
    }

    private Sent again(int shards, long logTime) {
        List<Sent> recent = sent.values().stream()
                .filter(event -> event.mayBeSentAgain(logTime))
                .toList();
        return recent.isEmpty() ? fresh(shards) : recent.get(random.nextInt(recent.size()));
    }

    private Sent fresh(int shards) {
        String id = "e" + sent.size();
        long visitor = 1 + random.nextInt(7);
        String unit = "v:" + random.nextInt(5);
        String site = random.nextInt(5) == 0 ? SHORT_SITE : SITE;
        String path = "/" + random.nextInt(4);
        Visitor who = new Visitor(visitor, null, visitor == 7 ? "named" : null, null);
        Event event = switch (random.nextInt(8)) {
            case 0 -> new Exposure(id, site, "hero", "1", unit, random.nextBoolean() ? "bold" : "control");
            case 1 -> new GoalReached(id, site, "hero", "1", unit, "signup", null);
            case 2 -> new Engagement(id, site, who, path, Source.DIRECT, Device.UNKNOWN, 1_000, 50);
            default -> new Pageview(id, site, who, path, Source.DIRECT, Device.UNKNOWN, Map.of());
        };
        Sent made = new Sent(new Routed((int) (visitor % shards), event));
        sent.put(id, made);
        return made;
    }
}
