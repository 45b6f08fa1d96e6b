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

    /** Is erased now and then. */
    static final String GONE_SITE = "gone.example";

    private static final int DAY_MILLIS = 24 * 3_600_000;

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

        /** Machines whose log may have it. */
        private final Set<Integer> machines = new HashSet<>();

        /** Sent before its site was erased, or while it was: it may be missing. */
        boolean mayBeErased;

        /** Acknowledged by the one machine that has it, before that one erased its site: it must be missing. */
        private boolean erased;

        private boolean sentSince;

        /** By the clocks of the logs that it was sent to, or is in. */
        private long earliest = Long.MAX_VALUE;

        private long latest = Long.MIN_VALUE;

        Sent(Routed routed) {
            this.routed = routed;
        }

        Event event() {
            return routed.event();
        }

        /** When it happened. */
        long time() {
            return received == Long.MAX_VALUE ? received : routed.time(received);
        }

        void sentTo(int machine) {
            machines.add(machine);
            erased = false;
            sentSince = true;
        }

        /** From now on it is noted when it is sent again. */
        void watch() {
            sentSince = false;
        }

        boolean wasSentSince() {
            return sentSince;
        }

        void erasedBy(int machine) {
            erased = acknowledgedBy(machine) && machines.equals(Set.of(machine));
        }

        boolean isErasedBy(int machine) {
            return erased && machines.contains(machine);
        }

        boolean isErased() {
            return erased;
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
            if (machines.contains(machine)) {
                erased = false;
            }
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
            if (event.machines.contains(machine)) {
                event.sentTo(backup);
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
            Sent event = mayRepeat && random.nextInt(4) == 0 ? again(shards, logTime) : fresh(shards, logTime);
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
        return recent.isEmpty() ? fresh(shards, logTime) : recent.get(random.nextInt(recent.size()));
    }

    private Sent fresh(int shards, long logTime) {
        String id = "e" + sent.size();
        long visitor = 1 + random.nextInt(7);
        String unit = "v:" + random.nextInt(5);
        String site = switch (random.nextInt(10)) {
            case 0, 1 -> SHORT_SITE;
            case 2 -> GONE_SITE;
            default -> SITE;
        };
        String path = "/" + random.nextInt(4);
        Visitor who = new Visitor(visitor, null, visitor == 7 ? "named" : null, null);
        Event event = switch (random.nextInt(8)) {
            case 0 -> new Exposure(id, site, "hero", "1", unit, random.nextBoolean() ? "bold" : "control");
            case 1 -> new GoalReached(id, site, "hero", "1", unit, "signup", null);
            case 2 -> new Engagement(id, site, who, path, Source.DIRECT, Device.UNKNOWN, 1_000, 50);
            default -> new Pageview(id, site, who, path, Source.DIRECT, Device.UNKNOWN, Map.of());
        };
        // Of a visitor of their own: who counts sessions here has them in the order of their times.
        boolean late = visitor == 6 && random.nextBoolean();
        Long at = late ? logTime - random.nextInt(DAY_MILLIS) : null;
        Sent made = new Sent(new Routed((int) (visitor % shards), event, at));
        sent.put(id, made);
        return made;
    }
}
