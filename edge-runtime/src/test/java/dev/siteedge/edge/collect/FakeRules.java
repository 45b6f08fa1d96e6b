package dev.siteedge.edge.collect;

import dev.siteedge.edge.experiment.ExperimentRules;
import java.time.Instant;
import java.util.List;

/** One running experiment, hero of example.com: the lower 5,000 buckets see control, up to 8,999 bold, others nothing. */
public final class FakeRules implements ExperimentRules {
    @Override
    public Admission admit(String site, String experiment, String variant, int bucket, Instant at) {
        if (!site.equals("example.com") || !experiment.equals("hero")) {
            return new Admission.Refused("not_running");
        }
        if (bucket >= 9_000) {
            return new Admission.Refused("not_in_experiment");
        }
        String arm = bucket < 5_000 ? "control" : "bold";
        return arm.equals(variant) ? new Admission.Admitted("p1") : new Admission.Refused("arm_mismatch");
    }

    @Override
    public List<Goal> goals(String site, String name, Instant at) {
        return switch (name) {
            case "signup", "/thanks/", "shop:buy" ->
                List.of(new Goal("hero", "p1", name, "visitor-day"), new Goal("price", "p2", name, "user"));
            default -> List.of();
        };
    }
}
