package dev.siteedge.edge.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.event.Revenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a body's fields one by one and checks, at the end, that they make an event. */
final class BodyFields {
    /** Of {@code value}: larger ones lose whole units in a double. */
    private static final double MAX_VALUE = 1e15;

    private static final int MAX_REVENUE_DIGITS = 12;
    private static final int MAX_REVENUE_DECIMALS = 3;
    private static final Map<String, Body.Type> TYPES = Map.of(
            "pageview", Body.Type.PAGEVIEW,
            "event", Body.Type.EVENT,
            "exposure", Body.Type.EXPOSURE,
            "engagement", Body.Type.ENGAGEMENT);

    private final Values values;
    private @Nullable String typeName;
    private @Nullable String category;
    private @Nullable String action;
    private @Nullable String label;
    private @Nullable String variant;
    private @Nullable String id;
    private @Nullable String sessionId;
    private @Nullable String userId;
    private @Nullable String experimentId;
    private @Nullable String site;
    private @Nullable String path;
    private @Nullable String referrer;
    private Map<String, String> props = Map.of();
    private Map<String, String> experiments = Map.of();
    private @Nullable Double value;
    private @Nullable Revenue revenue;
    private final boolean timed;
    private @Nullable Long timestamp;

    /** @param timed whether the event may say when it happened; if not, what it says is ignored, whatever it is */
    BodyFields(Values values, boolean timed) {
        this.values = values;
        this.timed = timed;
    }

    /** Takes the value that the parser stands on; false when the field is not known. */
    boolean take(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "type" -> typeName = values.text(field, Limits.MAX_NAME_CHARS);
            case "category" -> category = values.text(field, Limits.MAX_NAME_CHARS);
            case "action" -> action = values.text(field, Limits.MAX_NAME_CHARS);
            case "label" -> label = values.text(field, Limits.MAX_NAME_CHARS);
            case "variant" -> variant = values.text(field, Limits.MAX_NAME_CHARS);
            case "id" -> id = values.text(field, Limits.MAX_ID_CHARS);
            case "sessionId" -> sessionId = values.text(field, Limits.MAX_ID_CHARS);
            case "userId" -> userId = values.text(field, Limits.MAX_ID_CHARS);
            case "experimentId" -> experimentId = values.text(field, Limits.MAX_ID_CHARS);
            case "site" -> site = values.text(field, Limits.MAX_SITE_CHARS);
            case "path" -> path = values.textOfBytes(field, Limits.MAX_PATH_BYTES);
            case "referrer" -> referrer = values.textOfBytes(field, Limits.MAX_REFERRER_BYTES);
            case "value" -> value = values.number(field);
            case "revenue" -> revenue = revenue(parser);
            case "props" -> props = values.props();
            case "experiments" -> experiments = values.experiments();
            case "timestamp" -> {
                if (!timed) {
                    return false;
                }
                timestamp = values.time(field);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @throws dev.siteedge.edge.http.HttpProblem 400 when what came makes no event */
    Body body() {
        Body.Type type = type();
        check(type);
        return new Body(
                id == null ? UUID.randomUUID().toString() : id,
                given(site).toLowerCase(Locale.ROOT),
                type,
                path == null ? PagePath.NONE : PagePath.of(path, Limits.MAX_NAME_CHARS),
                given(referrer),
                given(category),
                given(action),
                given(label),
                value,
                revenue,
                props,
                sessionId,
                userId,
                shown(),
                timestamp);
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Body.Type type() {
        if (typeName == null) {
            throw Fault.missing("type", "Send pageview, event, exposure or engagement.");
        }
        Body.Type type = TYPES.get(typeName);
        if (type == null) {
            throw Fault.of(
                    "unknown_type", "type is wrong: " + typeName + "; choose pageview, event, exposure or engagement.");
        }
        return type;
    }

    private void check(Body.Type type) {
        notBlank("id", id);
        notBlank("sessionId", sessionId);
        notBlank("userId", userId);
        if (path == null && type != Body.Type.EXPOSURE) {
            throw Fault.missing("path", "Send the page's path, e.g. /about/.");
        }
        if (path != null && !path.startsWith("/")) {
            throw Fault.of("wrong_path", "path is wrong: it must start with '/'. Send the page's path, e.g. /about/.");
        }
        if (type == Body.Type.EVENT && given(action).isBlank()) {
            throw Fault.missing("action", "Send the event's name.");
        }
        if (value != null && Math.abs(value) > MAX_VALUE) {
            throw Fault.of("number_too_large", "value is too large; the limit is 1e15.");
        }
        if (type == Body.Type.EXPOSURE && shown().isEmpty()) {
            throw Fault.missing("experiments", "Send the shown variants, e.g. {\"hero\":\"bold\"}.");
        }
    }

    private static void notBlank(String field, @Nullable String id) {
        if (id != null && id.isBlank()) {
            throw Fault.of("wrong_id", field + " is empty. Send 1 to 64 characters, or leave it out.");
        }
    }

    /** {@code experimentId} and {@code variant} are another way to name one experiment. */
    private Map<String, String> shown() {
        if (experimentId == null || variant == null) {
            return experiments;
        }
        Map<String, String> all = new HashMap<>(experiments);
        all.putIfAbsent(experimentId, variant);
        return all;
    }

    /** {@code {"amount": 9.5, "currency": "EUR"}}. */
    private @Nullable Revenue revenue(JsonParser parser) throws IOException {
        if (!values.startsObject("revenue")) {
            return null;
        }
        BigDecimal amount = null;
        String currency = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "amount" -> amount = values.decimal("revenue.amount");
                case "currency" -> currency = values.text("revenue.currency", 3);
                default -> parser.skipChildren();
            }
        }
        if (amount == null || currency == null) {
            throw Fault.of("wrong_revenue", "revenue is wrong: send {\"amount\": 9.5, \"currency\": \"EUR\"}.");
        }
        return revenue(amount.stripTrailingZeros(), currency.toUpperCase(Locale.ROOT));
    }

    private static Revenue revenue(BigDecimal amount, String currency) {
        if (!currency.matches("[A-Z]{3}")) {
            throw Fault.of("wrong_revenue", "revenue.currency is wrong: send three letters, e.g. EUR.");
        }
        // In this order: the digits of 1e999999999 must not be written out.
        long digits = (long) amount.precision() - amount.scale();
        if (digits > MAX_REVENUE_DIGITS || amount.scale() > MAX_REVENUE_DECIMALS) {
            throw Fault.of(
                    "wrong_revenue",
                    "revenue.amount is wrong: at most " + MAX_REVENUE_DIGITS + " digits before and "
                            + MAX_REVENUE_DECIMALS + " behind the point.");
        }
        return new Revenue(amount.scale() < 0 ? amount.setScale(0) : amount, currency);
    }
}
