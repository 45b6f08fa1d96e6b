package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as its file defines it, checked.
 *
 * @param id {@code [a-z0-9-]{1,64}}
 * @param winner the variant for everyone once stopped, null when none was named
 * @param coverage share of units in the experiment, 0 to 1
 * @param seed changes who gets what; a new seed is a new phase
 * @param starts inclusive, null: as soon as it runs
 * @param ends exclusive, null: never
 * @param group the part of a group of experiments that exclude each other, null when alone
 * @param goals event names or paths, the first is the primary one; may be empty
 * @param variants at least one; the first is the control
 * @param entry as read, for whoever asks for the definition
 */
public record Experiment(
        String id,
        String name,
        Status status,
        @Nullable String winner,
        double coverage,
        String seed,
        @Nullable Instant starts,
        @Nullable Instant ends,
        @Nullable Group group,
        List<String> goals,
        Unit unit,
        List<Variant> variants,
        JsonNode entry) {
    /** How many variants one experiment may have. */
    public static final int MAX_VARIANTS = 16;

    public Experiment {
        goals = List.copyOf(goals);
        variants = List.copyOf(variants);
    }

    /** What the file says; whether it is running now also depends on the schedule. */
    public enum Status {
        DRAFT,
        RUNNING,
        STOPPED
    }

    /** What is counted. */
    public enum Unit {
        /** One visitor on one day of the site's zone. */
        VISITOR_DAY("visitor-day"),
        /** A user whom the site or the caller named. */
        USER("user");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** As files and answers spell it. */
        public String text() {
            return text;
        }
    }

    /** The units whose group hash is in [from, to). */
    public record Group(String name, double from, double to) {}

    /** @param weight 0 or more; the arm's share is its part of the sum of all weights */
    public record Variant(String name, double weight) {}

    /** Each arm's part of the sum of all weights, in file order. */
    List<Double> shares() {
        double sum = variants.stream().mapToDouble(Variant::weight).sum();
        return variants.stream().map(v -> v.weight() / sum).toList();
    }

    /** The position of a variant, or {@link Bucketing#NONE}. */
    int arm(@Nullable String variant) {
        for (int arm = 0; arm < variants.size(); arm++) {
            if (variants.get(arm).name().equals(variant)) {
                return arm;
            }
        }
        return Bucketing.NONE;
    }

    boolean runs(Instant at) {
        return status == Status.RUNNING
                && (starts == null || !at.isBefore(starts))
                && (ends == null || at.isBefore(ends));
    }
}
