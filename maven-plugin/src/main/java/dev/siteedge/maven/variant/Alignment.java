package dev.siteedge.maven.variant;

import java.util.ArrayList;
import java.util.List;

/**
 * Which pieces of a control a variant has too: a longest common subsequence, between what both begin and end with. Between
 * pieces of the control lie its boundaries, 0 to its size; one that the variant shares has a place there as well.
 */
final class Alignment {
    /** Beyond it the whole middle counts as changed: n × m cells are filled. */
    private static final long MAX_CELLS = 25_000_000;

    private final List<String> control;
    private final List<String> variant;
    /** For each piece of the control its place in the variant, -1 when it has none. */
    private final int[] place;

    Alignment(List<String> control, List<String> variant) {
        this.control = control;
        this.variant = variant;
        this.place = new int[control.size()];
        int start = 0;
        int controlEnd = control.size();
        int variantEnd = variant.size();
        while (start < Math.min(controlEnd, variantEnd) && control.get(start).equals(variant.get(start))) {
            place[start] = start++;
        }
        while (controlEnd > start
                && variantEnd > start
                && control.get(controlEnd - 1).equals(variant.get(variantEnd - 1))) {
            place[--controlEnd] = --variantEnd;
        }
        middle(start, controlEnd, variantEnd);
    }

    private void middle(int start, int controlEnd, int variantEnd) {
        int rows = controlEnd - start;
        int columns = variantEnd - start;
        for (int i = start; i < controlEnd; i++) {
            place[i] = -1;
        }
        if ((long) rows * columns > MAX_CELLS) {
            return;
        }
        int[][] longest = new int[rows + 1][columns + 1];
        for (int r = rows - 1; r >= 0; r--) {
            for (int c = columns - 1; c >= 0; c--) {
                longest[r][c] = control.get(start + r).equals(variant.get(start + c))
                        ? longest[r + 1][c + 1] + 1
                        : Math.max(longest[r + 1][c], longest[r][c + 1]);
            }
        }
        int r = 0;
        int c = 0;
        while (r < rows && c < columns) {
            if (control.get(start + r).equals(variant.get(start + c))) {
                place[start + r++] = start + c++;
            } else if (longest[r + 1][c] >= longest[r][c + 1]) {
                r++;
            } else {
                c++;
            }
        }
    }

    /** A half-open range of the control's pieces; empty where a variant only adds something. */
    record Range(int from, int to) {
        boolean touches(Range other) {
            return from <= other.to && other.from <= to;
        }

        Range with(Range other) {
            return new Range(Math.min(from, other.from), Math.max(to, other.to));
        }
    }

    /** Where the variant is another than the control. */
    List<Range> changes() {
        List<Range> changes = new ArrayList<>();
        int controlAt = 0;
        int variantAt = 0;
        while (controlAt < control.size() || variantAt < variant.size()) {
            if (controlAt < control.size() && place[controlAt] == variantAt) {
                controlAt++;
                variantAt++;
                continue;
            }
            int from = controlAt;
            while (controlAt < control.size() && place[controlAt] < 0) {
                controlAt++;
            }
            variantAt = controlAt < control.size() ? place[controlAt] : variant.size();
            changes.add(new Range(from, controlAt));
        }
        return changes;
    }

    /** What the variant has in a range of the control that begins and ends beside shared pieces. */
    List<String> inVariant(Range range) {
        int from = range.from == 0 ? 0 : place[range.from - 1] + 1;
        int to = range.to == control.size() ? variant.size() : place[range.to];
        return variant.subList(from, to);
    }

    /** Whether a range begins and ends beside pieces that both have. */
    boolean isBounded(Range range) {
        return (range.from == 0 || place[range.from - 1] >= 0) && (range.to == control.size() || place[range.to] >= 0);
    }
}
