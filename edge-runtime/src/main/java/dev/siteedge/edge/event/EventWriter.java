package dev.siteedge.edge.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writing half of {@link EventCodec}. */
final class EventWriter {
    private final JsonGenerator out;

    EventWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(Event event) throws IOException {
        out.writeStartObject();
        out.writeNumberField("v", EventCodec.VERSION);
        text("i", event.id());
        text("s", event.site());
        if (event instanceof VisitEvent visit) {
            visit(visit);
        } else if (event instanceof ExperimentEvent fact) {
            experiment(fact);
        }
        out.writeEndObject();
    }

    private void visit(VisitEvent event) throws IOException {
        visitor(event.visitor());
        text("p", event.path());
        source(event.source());
        device(event.device());
        if (event instanceof Pageview view) {
            text("t", "p");
            props(view.props());
        } else if (event instanceof CustomEvent custom) {
            text("t", "c");
            custom(custom);
        } else if (event instanceof Engagement engagement) {
            text("t", "g");
            out.writeNumberField("em", engagement.engagedMillis());
            out.writeNumberField("sc", engagement.scrollPercent());
        }
    }

    private void custom(CustomEvent event) throws IOException {
        text("k", event.category());
        text("a", event.action());
        text("l", event.label());
        number("n", event.value());
        Revenue revenue = event.revenue();
        if (revenue != null) {
            text("ra", revenue.amount().toPlainString());
            text("rc", revenue.currency());
        }
        props(event.props());
    }

    private void experiment(ExperimentEvent event) throws IOException {
        text("e", event.experiment());
        text("ph", event.phase());
        text("u", event.unit());
        if (event instanceof Exposure exposure) {
            text("t", "x");
            text("va", exposure.variant());
        } else if (event instanceof Allocation allocation) {
            text("t", "a");
            text("va", allocation.variant());
        } else if (event instanceof GoalReached reached) {
            text("t", "r");
            text("go", reached.goal());
            number("n", reached.value());
        }
    }

    private void visitor(Visitor visitor) throws IOException {
        out.writeNumberField("h", visitor.hash());
        Long previous = visitor.previous();
        if (previous != null) {
            out.writeNumberField("hp", previous);
        }
        text("hs", visitor.session());
        text("hu", visitor.user());
    }

    private void source(Source source) throws IOException {
        text("r", source.referrer());
        text("so", source.source());
        text("um", source.utmMedium());
        text("us", source.utmSource());
        text("uc", source.utmCampaign());
        text("uo", source.utmContent());
        text("ut", source.utmTerm());
    }

    private void device(Device device) throws IOException {
        text("dc", device.country());
        text("dt", device.type());
        text("db", device.browser());
        text("do", device.os());
    }

    private void props(Map<String, String> props) throws IOException {
        if (props.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart("pr");
        for (Map.Entry<String, String> prop : props.entrySet()) {
            out.writeStringField(prop.getKey(), prop.getValue());
        }
        out.writeEndObject();
    }

    private void text(String key, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            out.writeStringField(key, value);
        }
    }

    private void number(String key, @Nullable Double value) throws IOException {
        if (value != null) {
            out.writeNumberField(key, value);
        }
    }
}
