package dev.siteedge.edge.collect;

/** What a step makes of a draft: a fuller draft, or the reason why the event is dropped. */
sealed interface Outcome permits Draft, Outcome.Dropped {
    /**
     * Not to be counted.
     *
     * @param reason a stable word; told in {@code x-site-edge-dropped}
     */
    record Dropped(String reason) implements Outcome {}
}
