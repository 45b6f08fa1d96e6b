package dev.siteedge.edge.collect;

import java.util.List;

/** Takes an arrival through the steps in their order, until one drops it. Safe for use by many threads. */
final class Pipeline {
    private final List<Step> steps;

    Pipeline(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** A draft that holds routed events, or the reason of the step that dropped it. */
    Outcome run(Arrival arrival) {
        Draft draft = Draft.of(arrival);
        for (Step step : steps) {
            Outcome outcome = step.apply(draft);
            if (!(outcome instanceof Draft next)) {
                return outcome;
            }
            draft = next;
        }
        return draft;
    }
}
