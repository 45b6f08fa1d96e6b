package dev.siteedge.edge.experiment.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction: keeps the chance of any false finding among several p-values. Source: Holm 1979. */
public final class Holm {
    private Holm() {}

    /** The adjusted p-values, in the order given. */
    public static List<Double> adjust(List<Double> ps) {
        List<Integer> order = IntStream.range(0, ps.size())
                .boxed()
                .sorted(Comparator.comparing(ps::get))
                .toList();
        Double[] adjusted = new Double[ps.size()];
        double highest = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int index = order.get(rank);
            highest = Math.max(highest, Math.min(1, ps.get(index) * (ps.size() - rank)));
            adjusted[index] = highest;
        }
        return new ArrayList<>(Arrays.asList(adjusted));
    }
}
