package dev.siteedge.edge.experiment;

import dev.siteedge.edge.experiment.Experiment.Variant;
import dev.siteedge.edge.experiment.stats.ArmReport;
import dev.siteedge.edge.experiment.stats.Proportion;
import dev.siteedge.edge.experiment.stats.SampleRatio;
import dev.siteedge.edge.experiment.stats.Verdict;
import dev.siteedge.edge.query.Queries.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Turns the counts of one experiment into the answer of {@code GET /api/experiments/{id}/results}. */
final class ResultsReport {
    private static final Tally NOTHING = new Tally(0, 0, 0);

    private final LiveExperiment experiment;
    private final Map<String, Tally> tallies;

    /** @param tallies by variant; those of variants that the definition does not have are left out */
    ResultsReport(LiveExperiment experiment, Map<String, Tally> tallies) {
        this.experiment = experiment;
        this.tallies = tallies;
    }

    /** The JSON object, null where a number is undefined. */
    Map<String, @Nullable Object> json(@Nullable String goal) {
        SampleRatio split = split();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", experiment.definition().id());
        json.put("phase", experiment.phase());
        json.put("unit", experiment.definition().unit().text());
        json.put("goal", goal);
        json.put("srm", srm(split));
        json.put("verdict", Verdict.of(proportions(), split));
        json.put("variants", variants());
        return json;
    }

    private static Map<String, @Nullable Object> srm(SampleRatio split) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("p", orNull(split.p()));
        json.put("ok", split.ok());
        return json;
    }

    /** Pages are checked against what the 10,000 buckets give, callers of the endpoint against the nominal weights. */
    private SampleRatio split() {
        List<Variant> variants = experiment.variants();
        long[] visitors = new long[variants.size()];
        long[] callers = new long[variants.size()];
        for (int arm = 0; arm < variants.size(); arm++) {
            Tally tally = tally(variants.get(arm).name());
            visitors[arm] = Math.max(0, tally.exposures() - tally.allocations());
            callers[arm] = tally.allocations();
        }
        double[] weights = variants.stream().mapToDouble(Variant::weight).toArray();
        return SampleRatio.of(visitors, experiment.arms().bucketShares(), callers, weights);
    }

    private Map<String, Proportion> proportions() {
        Map<String, Proportion> proportions = new LinkedHashMap<>();
        for (Variant variant : experiment.variants()) {
            Tally tally = tally(variant.name());
            // An arm that is switched off neither blocks nor takes part in the verdict.
            if (variant.weight() > 0 || tally.exposures() > 0 || proportions.isEmpty()) {
                proportions.put(variant.name(), new Proportion(tally.conversions(), tally.exposures()));
            }
        }
        return proportions;
    }

    private Map<String, Object> variants() {
        Map<String, Object> json = new LinkedHashMap<>();
        Tally control = tally(experiment.variants().get(0).name());
        Proportion base = new Proportion(control.conversions(), control.exposures());
        for (Variant variant : experiment.variants()) {
            Tally tally = tally(variant.name());
            ArmReport report = json.isEmpty()
                    ? ArmReport.control(base)
                    : ArmReport.against(base, new Proportion(tally.conversions(), tally.exposures()));
            json.put(variant.name(), arm(tally, report));
        }
        return json;
    }

    private static Map<String, @Nullable Object> arm(Tally tally, ArmReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("exposures", tally.exposures());
        json.put("allocations", tally.allocations());
        json.put("conversions", tally.conversions());
        json.put("rate", orNull(report.rate()));
        json.put(
                "interval",
                report.interval().map(i -> List.of(i.low(), i.high())).orElse(null));
        json.put("lift", orNull(report.lift()));
        json.put("pValue", orNull(report.p()));
        json.put("pAlwaysValid", orNull(report.alwaysValidP()));
        json.put("chanceToWin", orNull(report.chanceToWin()));
        return json;
    }

    private Tally tally(String variant) {
        return tallies.getOrDefault(variant, NOTHING);
    }

    private static @Nullable Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
