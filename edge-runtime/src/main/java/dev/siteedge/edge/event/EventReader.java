package dev.siteedge.edge.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reading half of {@link EventCodec}: collects the fields of one map, then builds the event. Used once. */
final class EventReader {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> integers = new HashMap<>();
    private final Map<String, String> props = new HashMap<>();
    private @Nullable Double value;

    Event read(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            field(key, in.nextToken(), in);
        }
        long version = integer("v");
        if (version > EventCodec.VERSION) {
            throw new IOException(
                    "an event of version " + version + "; this program reads up to " + EventCodec.VERSION);
        }
        return event();
    }

    private void field(String key, JsonToken token, JsonParser in) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            texts.put(key, in.getText());
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            integers.put(key, in.getLongValue());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT && key.equals("n")) {
            value = in.getDoubleValue();
        } else if (token == JsonToken.START_OBJECT && key.equals("pr")) {
            props(in);
        } else {
            in.skipChildren();
        }
    }

    private void props(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            props.put(name, in.getText());
        }
    }

    private Event event() throws IOException {
        String type = text("t");
        return switch (type) {
            case "p" -> new Pageview(text("i"), text("s"), visitor(), text("p"), source(), device(), props);
            case "c" ->
                new CustomEvent(
                        text("i"), text("s"), visitor(), text("p"), source(), device(), text("k"), text("a"), text("l"),
                        value, revenue(), props);
            case "g" ->
                new Engagement(
                        text("i"),
                        text("s"),
                        visitor(),
                        text("p"),
                        source(),
                        device(),
                        integer("em"),
                        Math.toIntExact(integer("sc")));
            case "x" -> new Exposure(text("i"), text("s"), text("e"), text("ph"), text("u"), text("va"));
            case "a" -> new Allocation(text("i"), text("s"), text("e"), text("ph"), text("u"), text("va"));
            case "r" -> new GoalReached(text("i"), text("s"), text("e"), text("ph"), text("u"), text("go"), value);
            default -> throw new IOException("an event of the unknown type '" + type + "'");
        };
    }

    private Visitor visitor() throws IOException {
        return new Visitor(integer("h"), integers.get("hp"), texts.get("hs"), texts.get("hu"));
    }

    private Source source() {
        return new Source(text("r"), text("so"), text("um"), text("us"), text("uc"), text("uo"), text("ut"));
    }

    private Device device() {
        return new Device(text("dc"), text("dt"), text("db"), text("do"));
    }

    private @Nullable Revenue revenue() {
        String amount = texts.get("ra");
        return amount == null ? null : new Revenue(new BigDecimal(amount), text("rc"));
    }

    private String text(String key) {
        return texts.getOrDefault(key, "");
    }

    private long integer(String key) throws IOException {
        Long found = integers.get(key);
        if (found == null) {
            throw new IOException("an event without the field '" + key + "'");
        }
        return found;
    }
}
