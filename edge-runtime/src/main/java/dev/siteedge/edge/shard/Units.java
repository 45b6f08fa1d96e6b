package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.Allocation;
import dev.siteedge.edge.event.ExperimentEvent;
import dev.siteedge.edge.event.Exposure;
import dev.siteedge.edge.event.GoalReached;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the experiments of one shard count: for each unit the first variant it was shown and the goals it reached after
 * that. A unit that is shown a second variant keeps its first and is marked. Owned by one thread.
 *
 * <p>A visitor's day becomes a part of a total when its salt is gone: nobody can have that hash again, so nothing is lost,
 * and nothing of the visitor is kept in memory or in a snapshot.
 */
final class Units {
    /** Per shard; 64 shards follow 16 million. Units beyond that are not counted. */
    static final int MAX_UNITS = 250_000;

    static final int MAX_GOALS_PER_UNIT = 64;

    /** From a day's first instant to its salt's deletion, a day of 25 hours among the two. */
    static final long SALT_MILLIS = 49 * 3_600_000L;

    private static final String VISITOR_DAY = "v:";

    /** Names what is counted apart. */
    record Phase(String site, String experiment, String phase) {}

    /**
     * A unit as it is at one moment.
     *
     * @param multiple it was shown a second variant
     * @param born when it was shown its variant, in milliseconds since 1970
     */
    record State(String unit, String variant, boolean allocated, boolean multiple, Set<String> goals, long born) {}

    /** What is left of units whose salts are gone: how many, and how many of them reached each goal. */
    record Total(long exposures, long allocations, long multiple, Map<String, Long> goals) {
        static final Total NONE = new Total(0, 0, 0, Map.of());

        Total plus(Total other) {
            Map<String, Long> all = new HashMap<>(goals);
            other.goals.forEach((goal, count) -> all.merge(goal, count, Long::sum));
            return new Total(
                    exposures + other.exposures, allocations + other.allocations, multiple + other.multiple, all);
        }

        VariantCounts counts(String goal) {
            return new VariantCounts(exposures, allocations, goals.getOrDefault(goal, 0L), multiple);
        }
    }

    private static final class Unit {
        final String variant;
        final long born;
        boolean allocated;
        boolean multiple;
        Set<String> goals = Set.of();

        Unit(String variant, long born) {
            this.variant = variant;
            this.born = born;
        }

        Total asTotal() {
            Map<String, Long> reached = new HashMap<>();
            goals.forEach(goal -> reached.put(goal, 1L));
            return new Total(1, allocated ? 1 : 0, multiple ? 1 : 0, reached);
        }

        void reach(String goal) {
            if (goals.isEmpty()) {
                goals = new HashSet<>(2);
            }
            if (goals.size() < MAX_GOALS_PER_UNIT) {
                goals.add(goal);
            }
        }
    }

    private final Map<Phase, Map<String, Unit>> unitsByPhase = new HashMap<>();

    private final Map<Phase, Map<String, Total>> totalsByPhase = new HashMap<>();
    private int size;
    private long sweptHour = Long.MIN_VALUE;

    /** @param received when it was logged, in milliseconds since 1970 */
    void apply(ExperimentEvent event, long received) {
        Phase phase = new Phase(event.site(), event.experiment(), event.phase());
        sweep(received);
        Map<String, Unit> units = unitsByPhase.computeIfAbsent(phase, unknown -> new HashMap<>());
        Unit known = units.get(event.unit());
        if (known != null && isOver(event.unit(), known, received)) {
            units.remove(event.unit());
            total(phase, known);
        }
        if (event instanceof Exposure exposure) {
            show(units, exposure.unit(), exposure.variant(), false, received);
        } else if (event instanceof Allocation allocation) {
            show(units, allocation.unit(), allocation.variant(), true, received);
        } else if (event instanceof GoalReached reached) {
            Unit unit = units.get(reached.unit());
            if (unit != null) {
                unit.reach(reached.goal());
            }
        }
    }

    Map<String, VariantCounts> counts(String site, String experiment, String phase, String goal) {
        Map<String, VariantCounts> counts = new HashMap<>();
        Phase asked = new Phase(site, experiment, phase);
        totalsByPhase
                .getOrDefault(asked, Map.of())
                .forEach((variant, total) -> counts.put(variant, total.counts(goal)));
        for (Unit unit : unitsByPhase.getOrDefault(asked, Map.of()).values()) {
            VariantCounts one = new VariantCounts(
                    1, unit.allocated ? 1 : 0, unit.goals.contains(goal) ? 1 : 0, unit.multiple ? 1 : 0);
            counts.merge(unit.variant, one, VariantCounts::plus);
        }
        return counts;
    }

    /** Forgets all of a site. */
    void erase(String site) {
        unitsByPhase.entrySet().removeIf(phase -> {
            boolean gone = phase.getKey().site().equals(site);
            size -= gone ? phase.getValue().size() : 0;
            return gone;
        });
        totalsByPhase.keySet().removeIf(phase -> phase.site().equals(site));
    }

    /** All units, for a reader on another thread. */
    Map<Phase, List<State>> copy() {
        Map<Phase, List<State>> copy = new HashMap<>();
        unitsByPhase.forEach((phase, units) -> {
            List<State> states = new ArrayList<>(units.size());
            units.forEach((id, unit) -> states.add(
                    new State(id, unit.variant, unit.allocated, unit.multiple, Set.copyOf(unit.goals), unit.born)));
            copy.put(phase, states);
        });
        return copy;
    }

    /** By variant; for a reader on another thread. */
    Map<Phase, Map<String, Total>> totals() {
        Map<Phase, Map<String, Total>> copy = new HashMap<>();
        totalsByPhase.forEach((phase, totals) -> copy.put(phase, Map.copyOf(totals)));
        return copy;
    }

    /** Takes over a total as it was. */
    void restore(Phase phase, String variant, Total total) {
        totalsByPhase.computeIfAbsent(phase, unknown -> new HashMap<>()).merge(variant, total, Total::plus);
    }

    /** Takes over a unit as it was. */
    void restore(Phase phase, State state) {
        Unit unit = new Unit(state.variant(), state.born());
        unit.allocated = state.allocated();
        unit.multiple = state.multiple();
        state.goals().forEach(unit::reach);
        unitsByPhase.computeIfAbsent(phase, unknown -> new HashMap<>()).put(state.unit(), unit);
        size++;
    }

    private static boolean isOver(String id, Unit unit, long received) {
        return id.startsWith(VISITOR_DAY) && received - unit.born >= SALT_MILLIS;
    }

    /** Once an hour of logged time: the fold reads no clock. */
    private void sweep(long received) {
        long hour = Math.floorDiv(received, 3_600_000L);
        if (hour <= sweptHour) {
            return;
        }
        sweptHour = hour;
        unitsByPhase.forEach((phase, units) -> units.entrySet().removeIf(unit -> {
            boolean over = isOver(unit.getKey(), unit.getValue(), received);
            if (over) {
                total(phase, unit.getValue());
            }
            return over;
        }));
    }

    private void total(Phase phase, Unit unit) {
        size--;
        restore(phase, unit.variant, unit.asTotal());
    }

    private void show(Map<String, Unit> units, String id, String variant, boolean allocated, long received) {
        Unit unit = units.get(id);
        if (unit == null) {
            if (size == MAX_UNITS) {
                return;
            }
            unit = new Unit(variant, received);
            units.put(id, unit);
            size++;
        }
        if (!unit.variant.equals(variant)) {
            unit.multiple = true;
        } else if (allocated) {
            unit.allocated = true;
        }
    }
}
