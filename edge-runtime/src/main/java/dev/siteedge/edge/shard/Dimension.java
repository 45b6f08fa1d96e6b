package dev.siteedge.edge.shard;

import dev.siteedge.edge.event.CustomEvent;
import dev.siteedge.edge.event.VisitEvent;

/** By what the minutes count, beside their totals. */
public enum Dimension {
    PATH,
    REFERRER,
    SOURCE,
    UTM_MEDIUM,
    UTM_SOURCE,
    UTM_CAMPAIGN,
    UTM_CONTENT,
    UTM_TERM,
    COUNTRY,
    DEVICE,
    BROWSER,
    OS,
    CATEGORY,
    ACTION,
    /** {@code experiment=variant}; counts exposures and allocations. */
    VARIANT;

    /** The event's value; empty when it has none. */
    String of(VisitEvent event) {
        return switch (this) {
            case PATH -> event.path();
            case REFERRER -> event.source().referrer();
            case SOURCE -> event.source().source();
            case UTM_MEDIUM -> event.source().utmMedium();
            case UTM_SOURCE -> event.source().utmSource();
            case UTM_CAMPAIGN -> event.source().utmCampaign();
            case UTM_CONTENT -> event.source().utmContent();
            case UTM_TERM -> event.source().utmTerm();
            case COUNTRY -> event.device().country();
            case DEVICE -> event.device().type();
            case BROWSER -> event.device().browser();
            case OS -> event.device().os();
            case CATEGORY -> event instanceof CustomEvent custom ? custom.category() : "";
            case ACTION -> event instanceof CustomEvent custom ? custom.action() : "";
            case VARIANT -> "";
        };
    }
}
