package dev.siteedge.edge.event;

/**
 * How long and how far a page was read. Counts as neither pageview nor event.
 *
 * @param engagedMillis time the page was visible and focused since the last report, 0 to 30 days
 * @param scrollPercent how far down it was seen, 0 to 100
 */
public record Engagement(
        String id,
        String site,
        Visitor visitor,
        String path,
        Source source,
        Device device,
        long engagedMillis,
        int scrollPercent)
        implements VisitEvent {}
