package dev.siteedge.edge.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of {@link EventCodec}: collects the fields of one map, then builds the event. Used once. A start reads
 * all that is in the log: hence a variable for each field, not a map.
 */
final class EventReader {
    private final SharedValues shared;
    private @Nullable Long version;
    private String type = "";
    private String id = "";
    private String site = "";
    private @Nullable Long hash;
    private @Nullable Long previous;
    private @Nullable String session;
    private @Nullable String user;
    private String path = "";
    private String referrer = "";
    private String source = "";
    private String utmMedium = "";
    private String utmSource = "";
    private String utmCampaign = "";
    private String utmContent = "";
    private String utmTerm = "";
    private String country = "";
    private String device = "";
    private String browser = "";
    private String os = "";
    private String category = "";
    private String action = "";
    private String label = "";
    private @Nullable Double value;
    private @Nullable String amount;
    private String currency = "";
    private Map<String, String> props = Map.of();
    private @Nullable Long engagedMillis;
    private @Nullable Long scrollPercent;
    private String experiment = "";
    private String phase = "";
    private String unit = "";
    private String variant = "";
    private String goal = "";

    EventReader(SharedValues shared) {
        this.shared = shared;
    }

    Event read(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            switch (in.nextToken()) {
                // No two events have the same id.
                case VALUE_STRING -> text(key, key.equals("i") ? in.getText() : shared.of(in.getText()));
                case VALUE_NUMBER_INT -> integer(key, in.getLongValue());
                case VALUE_NUMBER_FLOAT -> decimal(key, in.getDoubleValue());
                case START_OBJECT -> object(key, in);
                default -> in.skipChildren();
            }
        }
        long written = required("v", version);
        if (written > EventCodec.VERSION) {
            throw new IOException(
                    "an event of version " + written + "; this program reads up to " + EventCodec.VERSION);
        }
        return event();
    }

    private void text(String key, String text) {
        switch (key) {
            case "t" -> type = text;
            case "i" -> id = text;
            case "s" -> site = text;
            case "hs" -> session = text;
            case "hu" -> user = text;
            case "p" -> path = text;
            case "k" -> category = text;
            case "a" -> action = text;
            case "l" -> label = text;
            case "ra" -> amount = text;
            case "rc" -> currency = text;
            default -> visitText(key, text);
        }
    }

    private void visitText(String key, String text) {
        switch (key) {
            case "r" -> referrer = text;
            case "so" -> source = text;
            case "um" -> utmMedium = text;
            case "us" -> utmSource = text;
            case "uc" -> utmCampaign = text;
            case "uo" -> utmContent = text;
            case "ut" -> utmTerm = text;
            case "dc" -> country = text;
            case "dt" -> device = text;
            case "db" -> browser = text;
            case "do" -> os = text;
            default -> experimentText(key, text);
        }
    }

    private void experimentText(String key, String text) {
        switch (key) {
            case "e" -> experiment = text;
            case "ph" -> phase = text;
            case "u" -> unit = text;
            case "va" -> variant = text;
            case "go" -> goal = text;
            default -> {
                // A field of a later program.
            }
        }
    }

    private void integer(String key, long number) {
        switch (key) {
            case "v" -> version = number;
            case "h" -> hash = number;
            case "hp" -> previous = number;
            case "em" -> engagedMillis = number;
            case "sc" -> scrollPercent = number;
            default -> {
                // A field of a later program.
            }
        }
    }

    private void decimal(String key, double number) {
        if (key.equals("n")) {
            value = number;
        }
    }

    private void object(String key, JsonParser in) throws IOException {
        if (!key.equals("pr")) {
            in.skipChildren();
            return;
        }
        props = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            props.put(name, in.getText());
        }
    }

    private Event event() throws IOException {
        return switch (type) {
            case "p" -> new Pageview(id, site, visitor(), path, source(), device(), props);
            case "c" ->
                new CustomEvent(
                        id, site, visitor(), path, source(), device(), category, action, label, value, revenue(),
                        props);
            case "g" ->
                new Engagement(
                        id,
                        site,
                        visitor(),
                        path,
                        source(),
                        device(),
                        required("em", engagedMillis),
                        Math.toIntExact(required("sc", scrollPercent)));
            case "x" -> new Exposure(id, site, experiment, phase, unit, variant);
            case "a" -> new Allocation(id, site, experiment, phase, unit, variant);
            case "r" -> new GoalReached(id, site, experiment, phase, unit, goal, value);
            default -> throw new IOException("an event of the unknown type '" + type + "'");
        };
    }

    private Visitor visitor() throws IOException {
        return new Visitor(required("h", hash), previous, session, user);
    }

    private Source source() {
        return shared.of(new Source(referrer, source, utmMedium, utmSource, utmCampaign, utmContent, utmTerm));
    }

    private Device device() {
        return shared.of(new Device(country, device, browser, os));
    }

    private @Nullable Revenue revenue() {
        return amount == null ? null : new Revenue(new BigDecimal(amount), currency);
    }

    private static long required(String key, @Nullable Long found) throws IOException {
        if (found == null) {
            throw new IOException("an event without the field '" + key + "'");
        }
        return found;
    }
}
