package dev.siteedge.edge.experiment.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many of some units converted.
 *
 * @param conversions 0 to units; more are counted as units
 * @param units 0 or more
 */
public record Proportion(long conversions, long units) {
    /** The two-sided 97.5 % point of the standard normal distribution. */
    private static final double Z_95 = 1.959963984540054;

    public Proportion {
        units = Math.max(0, units);
        conversions = Math.max(0, Math.min(conversions, units));
    }

    /** Conversions by units, empty without units. */
    public OptionalDouble rate() {
        return units == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) conversions / units);
    }

    /**
     * The 95 % Wilson score interval, empty without units. Source: Wilson 1927; checked against statsmodels'
     * {@code proportion_confint(method="wilson")}.
     */
    public Optional<Interval> interval() {
        if (units == 0) {
            return Optional.empty();
        }
        double n = units;
        double p = conversions / n;
        double z2 = Z_95 * Z_95;
        double center = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z_95 / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return Optional.of(new Interval(Math.max(0, center - half), Math.min(1, center + half)));
    }

    /** This rate by the control's, less 1; empty when either has no units or the control no conversions. */
    public OptionalDouble lift(Proportion control) {
        if (units == 0 || control.units == 0 || control.conversions == 0) {
            return OptionalDouble.empty();
        }
        double controlRate = (double) control.conversions / control.units;
        return OptionalDouble.of((double) conversions / units / controlRate - 1);
    }

    long misses() {
        return units - conversions;
    }

    /** The squared standard error of the rate, by its own spread. */
    double variance() {
        double p = (double) conversions / units;
        return p * (1 - p) / units;
    }
}
