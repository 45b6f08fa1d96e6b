package dev.siteedge.edge.collect;

import dev.siteedge.edge.event.CustomEvent;
import dev.siteedge.edge.event.Engagement;
import dev.siteedge.edge.event.Event;
import dev.siteedge.edge.event.Pageview;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes the event of the visit; an exposure is none. */
record VisitStep() implements Step {
    private static final double MAX_ENGAGED_MILLIS = TimeUnit.DAYS.toMillis(30);
    private static final String FORCED = "forced";
    /** The tracker sends the scroll depth as this property. */
    private static final String SCROLL = "scroll";

    @Override
    public String name() {
        return "visit";
    }

    @Override
    public Outcome apply(Draft draft) {
        return draft.withEvents(
                switch (draft.body().type()) {
                    case PAGEVIEW -> List.of(pageview(draft));
                    case EVENT -> List.of(customEvent(draft));
                    case ENGAGEMENT -> List.of(engagement(draft));
                    case EXPOSURE -> List.<Event>of();
                });
    }

    private static Event pageview(Draft draft) {
        Body body = draft.body();
        return new Pageview(
                body.id(),
                draft.site(),
                draft.knownVisitor(),
                body.page().path(),
                draft.source(),
                draft.device(),
                marked(body));
    }

    private static Event customEvent(Draft draft) {
        Body body = draft.body();
        return new CustomEvent(
                body.id(),
                draft.site(),
                draft.knownVisitor(),
                body.page().path(),
                draft.source(),
                draft.device(),
                body.category(),
                body.action(),
                body.label(),
                body.value(),
                body.revenue(),
                marked(body));
    }

    /** A look at a forced variant has the property {@code forced}, so that a filter can leave it out. */
    private static Map<String, String> marked(Body body) {
        if (!body.page().forced()) {
            return body.props();
        }
        Map<String, String> props = new HashMap<>(body.props());
        props.put(FORCED, "true");
        return Map.copyOf(props);
    }

    private static Event engagement(Draft draft) {
        Body body = draft.body();
        double millis = body.value() == null ? 0 : body.value();
        return new Engagement(
                body.id(),
                draft.site(),
                draft.knownVisitor(),
                body.page().path(),
                draft.source(),
                draft.device(),
                millis < 0 || millis > MAX_ENGAGED_MILLIS ? 0 : Math.round(millis),
                scrollPercent(body.props().getOrDefault(SCROLL, "0")));
    }

    /** What is no number counts as not scrolled; more than everything as everything. */
    private static int scrollPercent(String text) {
        try {
            double percent = Double.parseDouble(text);
            return (int) Math.round(Math.max(0, Math.min(100, percent)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
