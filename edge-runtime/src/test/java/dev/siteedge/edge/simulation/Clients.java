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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Who sends events: what they sent, what was acknowledged, and what they may send again. */
final class Clients {
    static final String SITE = "example.com";
    /** Keeps rows for a day. */
    static final String SHORT_SITE = "short.example";

    /** Well within the hour for which an id is remembered. */
    private static final long RETRY_MILLIS = Duration.ofMinutes(25).toMillis();

    /** An event and what its sender knows of it. */
    static final class Sent {
        final Routed routed;
        final long at;
        boolean acknowledged;
        /** Committed to no store when its disk was lost. */
        boolean excused;
        /** When it was logged, the earliest of its copies. */
        long received = Long.MAX_VALUE;

        Sent(Routed routed, long at) {
            this.routed = routed;
            this.at = at;
        }

        Event event() {
            return routed.event();
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

    /** New events, one to three, and now and then one that was sent before. */
    List<Sent> next(int shards, long now, long latest) {
        List<Sent> events = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Sent event = random.nextInt(4) == 0 ? again(latest) : fresh(shards, now);
            if (!events.contains(event)) {
                events.add(event);
            }
        }
        return events;
    }

    private Sent again(long latest) {
        List<Sent> recent = sent.values().stream()
                .filter(event -> latest - event.at < RETRY_MILLIS)
                .toList();
        return recent.isEmpty()
                ? fresh(64, latest)
                : recent.get(random.nextInt(recent.size()));
    }

    private Sent fresh(int shards, long now) {
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
        Sent made = new Sent(new Routed((int) (visitor % shards), event), now);
        sent.put(id, made);
        return made;
    }
}
