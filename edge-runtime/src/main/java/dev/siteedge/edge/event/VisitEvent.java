package dev.siteedge.edge.event;

/** What a visitor did on a page; belongs to a session and is folded in the shard of its visitor. */
public sealed interface VisitEvent extends Event permits Pageview, CustomEvent, Engagement {
    Visitor visitor();

    /** Path without query string and fragment, starting with {@code /}, at most {@link Limits#MAX_PATH_BYTES}. */
    String path();

    Source source();

    Device device();
}
