package dev.siteedge.edge.experiment.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the counts allow to say, in words, after the guards: a clean split, enough units, a p-value that bears being
 * looked at again and again, corrected for the number of variants.
 *
 * @param code {@code no_data}, {@code sample_ratio_mismatch}, {@code not_enough_data}, {@code no_comparison},
 *     {@code inconclusive}, {@code winner} or {@code control_wins}
 * @param reason one sentence
 */
public record Verdict(String code, String reason) {
    /** Below it, the approximations behind the p-values do not hold. */
    public static final long MIN_UNITS_PER_ARM = 100;

    private static final double ALPHA = 0.05;

    private record Finding(String variant, double p, double rate) {}

    /** @param arms by name, the control first */
    public static Verdict of(Map<String, Proportion> arms, SampleRatio split) {
        long units = arms.values().stream().mapToLong(Proportion::units).sum();
        if (units == 0) {
            return new Verdict("no_data", "Nobody was exposed yet.");
        }
        if (!split.ok()) {
            return new Verdict(
                    "sample_ratio_mismatch",
                    format(
                            "The arms do not split as they should (p = %s): something loses or adds units on one of"
                                    + " them, so the rates can't be compared.",
                            p(split.p().orElse(0))));
        }
        return arms.entrySet().stream()
                .filter(arm -> arm.getValue().units() < MIN_UNITS_PER_ARM)
                .findFirst()
                .map(arm -> new Verdict(
                        "not_enough_data",
                        format(
                                "%s has %d exposures; every arm needs %d before the rates can be compared.",
                                arm.getKey(), arm.getValue().units(), MIN_UNITS_PER_ARM)))
                .orElseGet(() -> compare(arms));
    }

    private static Verdict compare(Map<String, Proportion> arms) {
        List<Finding> findings = findings(arms);
        if (findings.isEmpty()) {
            return new Verdict("no_comparison", "No arm has a conversion yet that another arm lacks.");
        }
        Proportion control = arms.values().iterator().next();
        double controlRate = control.rate().orElse(0);
        Finding best = findings.get(0);
        for (Finding finding : findings) {
            boolean sure = finding.p() <= ALPHA;
            boolean bestSure = best.p() <= ALPHA;
            best = (sure && !bestSure) || (sure == bestSure && finding.rate() > best.rate()) ? finding : best;
        }
        String numbers =
                format("%s against %s, always-valid p = %s", percent(best.rate()), percent(controlRate), p(best.p()));
        if (best.p() > ALPHA) {
            return new Verdict("inconclusive", format("No arm differs from control beyond chance (%s).", numbers));
        }
        return best.rate() > controlRate
                ? new Verdict("winner", format("%s converts better than control: %s.", best.variant(), numbers))
                : new Verdict("control_wins", format("control converts better than %s: %s.", best.variant(), numbers));
    }

    private static List<Finding> findings(Map<String, Proportion> arms) {
        Proportion control = arms.values().iterator().next();
        List<String> names = new ArrayList<>();
        List<Double> ps = new ArrayList<>();
        arms.forEach((name, arm) -> {
            if (arm != control) {
                AlwaysValid.p(arm, control).ifPresent(p -> {
                    names.add(name);
                    ps.add(p);
                });
            }
        });
        List<Double> adjusted = Holm.adjust(ps);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Proportion arm = arms.get(names.get(i));
            findings.add(new Finding(
                    names.get(i), adjusted.get(i), arm == null ? 0 : arm.rate().orElse(0)));
        }
        return findings;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String percent(double rate) {
        return format("%.2f %%", rate * 100);
    }

    private static String p(double p) {
        return p < 0.0001 ? "less than 0.0001" : format("%.4f", p);
    }
}
