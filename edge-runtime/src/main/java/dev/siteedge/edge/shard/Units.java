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
 */
final class Units {
    /** Per shard; 64 shards follow 16 million. Units beyond that are not counted. */
    static final int MAX_UNITS = 250_000;

    static final int MAX_GOALS_PER_UNIT = 64;

    /** Names what is counted apart. */
    record Phase(String site, String experiment, String phase) {}

    /**
     * A unit as it is at one moment.
     *
     * @param multiple it was shown a second variant
     */
    record State(String unit, String variant, boolean allocated, boolean multiple, Set<String> goals) {}

    private static final class Unit {
        final String variant;
        boolean allocated;
        boolean multiple;
        Set<String> goals = Set.of();

        Unit(String variant) {
            this.variant = variant;
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
    private int size;

    void apply(ExperimentEvent event) {
        Phase phase = new Phase(event.site(), event.experiment(), event.phase());
        Map<String, Unit> units = unitsByPhase.computeIfAbsent(phase, unknown -> new HashMap<>());
        if (event instanceof Exposure exposure) {
            show(units, exposure.unit(), exposure.variant(), false);
        } else if (event instanceof Allocation allocation) {
            show(units, allocation.unit(), allocation.variant(), true);
        } else if (event instanceof GoalReached reached) {
            Unit unit = units.get(reached.unit());
            if (unit != null) {
                unit.reach(reached.goal());
            }
        }
    }

    Map<String, VariantCounts> counts(String site, String experiment, String phase, String goal) {
        Map<String, VariantCounts> counts = new HashMap<>();
        for (Unit unit : unitsByPhase
                .getOrDefault(new Phase(site, experiment, phase), Map.of())
                .values()) {
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
    }

    /** All units, for a reader on another thread. */
    Map<Phase, List<State>> copy() {
        Map<Phase, List<State>> copy = new HashMap<>();
        unitsByPhase.forEach((phase, units) -> {
            List<State> states = new ArrayList<>(units.size());
            units.forEach((id, unit) ->
                    states.add(new State(id, unit.variant, unit.allocated, unit.multiple, Set.copyOf(unit.goals))));
            copy.put(phase, states);
        });
        return copy;
    }

    /** Takes over a unit as it was. */
    void restore(Phase phase, State state) {
        Unit unit = new Unit(state.variant());
        unit.allocated = state.allocated();
        unit.multiple = state.multiple();
        state.goals().forEach(unit::reach);
        unitsByPhase.computeIfAbsent(phase, unknown -> new HashMap<>()).put(state.unit(), unit);
        size++;
    }

    private void show(Map<String, Unit> units, String id, String variant, boolean allocated) {
        Unit unit = units.get(id);
        if (unit == null) {
            if (size == MAX_UNITS) {
                return;
            }
            unit = new Unit(variant);
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
