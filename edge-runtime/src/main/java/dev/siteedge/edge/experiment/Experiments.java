package dev.siteedge.edge.experiment;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The rules of the current release's experiments. Reads one immutable catalog per call. */
public final class Experiments implements ExperimentRules {
    private static final Admission NOT_RUNNING = new Admission.Refused("not_running");
    private static final Admission NOT_IN_EXPERIMENT = new Admission.Refused("not_in_experiment");
    private static final Admission ARM_MISMATCH = new Admission.Refused("arm_mismatch");

    private final Supplier<ExperimentCatalog> current;

    /** @param current gives the catalog of the release that is being served */
    public Experiments(Supplier<ExperimentCatalog> current) {
        this.current = current;
    }

    @Override
    public Admission admit(String site, String experiment, String variant, int bucket, Instant at) {
        ExperimentCatalog catalog = current.get();
        LiveExperiment live = catalog.find(experiment);
        if (live == null || !catalog.site().equals(site) || !live.runs(at)) {
            return NOT_RUNNING;
        }
        int arm = live.arms().of(bucket);
        if (arm == Bucketing.NONE) {
            return NOT_IN_EXPERIMENT;
        }
        return arm == live.arm(variant) ? new Admission.Admitted(live.phase()) : ARM_MISMATCH;
    }

    @Override
    public List<Goal> goals(String site, String name, Instant at) {
        ExperimentCatalog catalog = current.get();
        List<LiveExperiment> candidates = catalog.withGoal(name);
        if (candidates.isEmpty() || !catalog.site().equals(site)) {
            return List.of();
        }
        return candidates.stream()
                .filter(live -> live.runs(at))
                .map(live -> new Goal(
                        live.definition().id(),
                        live.phase(),
                        name,
                        live.definition().unit().text()))
                .toList();
    }
}
