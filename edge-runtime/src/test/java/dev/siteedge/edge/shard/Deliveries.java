package dev.siteedge.edge.shard;

/** What one who runs all threads of a node on one has to know: a lock does not keep that one out. */
public final class Deliveries {
    private Deliveries() {}

    /** Whether the log's writer would wait now. */
    public static boolean areHeldBack(Shards shards) {
        return shards.holdsBack();
    }
}
