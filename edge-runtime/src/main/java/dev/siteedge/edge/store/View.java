package dev.siteedge.edge.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One consistent picture of what is where, replaced as a whole. A reader takes its snapshot of the pending rows first and
 * the view after it, and leaves out pending rows at or below {@code above}: then nothing is read twice or missed while a
 * flush goes on.
 *
 * @param files of the manifest
 * @param outbox written to the local disk, not yet committed to the store; by name where they lie
 * @param above the position up to which rows are in a file
 * @param unknown keys of what would say more, while this node never saw it: its manifest, when it began without the store
 * @param erased by site, the position up to which its rows are not shown any more
 */
public record View(
        List<Segment> files, Map<Segment, Path> outbox, long above, List<String> unknown, Map<String, Long> erased) {
    public View {
        files = List.copyOf(files);
        unknown = List.copyOf(unknown);
        outbox = Map.copyOf(outbox);
        erased = Map.copyOf(erased);
    }

    /** Nothing is erased. */
    public View(List<Segment> files, Map<Segment, Path> outbox, long above, List<String> unknown) {
        this(files, outbox, above, unknown, Map.of());
    }

    View withErased(Map<String, Long> newErased) {
        return new View(files, outbox, above, unknown, newErased);
    }
}
