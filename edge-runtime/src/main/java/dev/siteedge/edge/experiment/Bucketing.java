package dev.siteedge.edge.experiment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Deterministic assignment: GrowthBook's hash over the UTF-8 bytes of a unit id, and its bucket ranges.
 *
 * <p>{@code v2(seed, value) = fnv32a(str(fnv32a(seed + value))) % 10000 / 10000} picks the arm; {@code v1(seed, value) =
 * fnv32a(value + seed) % 1000 / 1000} is what GrowthBook uses for namespaces, here for groups. An arm's range is
 * {@code [start, start + coverage * weight)} and its start depends on the weights before it alone, so that raising
 * coverage moves nobody between arms. Source: GrowthBook "Build your own SDK", {@code cases.json} 0.8.0. GrowthBook's
 * JavaScript hashes UTF-16 units instead: the same for ASCII, different for anything else.
 */
final class Bucketing {
    /** The arm of a unit that is outside every range. */
    static final int NONE = -1;

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;
    private static final double WEIGHTS_TOLERANCE = 0.01;

    private Bucketing() {}

    /** A half-open part of [0, 1). */
    record Range(double from, double to) {
        boolean contains(double n) {
            return n >= from && n < to;
        }
    }

    /** 32-bit FNV-1a of the text's UTF-8 bytes, as an unsigned number. */
    static long fnv32a(String text) {
        int hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash & 0xffffffffL;
    }

    /** Version 2, 0 to 0.9999 in steps of 1/10,000: which arm. */
    static double hash(String seed, String value) {
        return fnv32a(Long.toString(fnv32a(seed + value))) % 10_000 / 10_000.0;
    }

    /** Version 1, 0 to 0.999 in steps of 1/1,000: which part of a group, as GrowthBook's namespaces have it. */
    static double groupHash(String seed, String value) {
        return fnv32a(value + seed) % 1_000 / 1_000.0;
    }

    /**
     * One range per arm.
     *
     * @param coverage share of units inside, clamped to [0, 1]
     * @param weights shares that sum to 1 within 0.01, one per arm; anything else stands for equal shares
     */
    static List<Range> ranges(int arms, double coverage, List<Double> weights) {
        double covered = Math.max(0, Math.min(1, coverage));
        List<Double> shares = usable(arms, weights) ? weights : Collections.nCopies(arms, 1.0 / arms);
        List<Range> ranges = new ArrayList<>(arms);
        double start = 0;
        for (double share : shares) {
            ranges.add(new Range(start, start + covered * share));
            start += share;
        }
        return List.copyOf(ranges);
    }

    private static boolean usable(int arms, List<Double> weights) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        return weights.size() == arms && Math.abs(sum - 1) <= WEIGHTS_TOLERANCE;
    }

    /** The first arm whose range has n, or {@link #NONE}. */
    static int choose(double n, List<Range> ranges) {
        for (int arm = 0; arm < ranges.size(); arm++) {
            if (ranges.get(arm).contains(n)) {
                return arm;
            }
        }
        return NONE;
    }

    /** Whether a unit is in the part [from, to) of a group of experiments that exclude each other. */
    static boolean inGroup(String value, String group, double from, double to) {
        return new Range(from, to).contains(groupHash("__" + group, value));
    }
}
