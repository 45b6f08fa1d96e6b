package dev.siteedge.edge.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which files have to be read together, so that their rows come in the order of positions. */
final class SegmentGroups {
    private SegmentGroups() {}

    /** Each position is in one group only, and in none that comes before that of a lower one. */
    static List<List<Segment>> inOrder(List<Segment> files) {
        List<Segment> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparingLong(Segment::from).thenComparingLong(Segment::to));
        List<List<Segment>> groups = new ArrayList<>();
        long through = Long.MIN_VALUE;
        for (Segment file : sorted) {
            if (groups.isEmpty() || file.from() > through) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(file);
            through = Math.max(through, file.to());
        }
        return groups;
    }
}
