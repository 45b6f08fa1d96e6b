package dev.siteedge.edge.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.siteedge.edge.event.Limits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the value that the parser stands on, null for JSON's null, and refuses what is too long or of another type. */
final class Values {
    private static final int MAX_TIME_CHARS = 64;

    private final JsonParser parser;

    Values(JsonParser parser) {
        this.parser = parser;
    }

    @Nullable String text(String field, int maxChars) throws IOException {
        String text = text(field);
        if (text != null && text.length() > maxChars) {
            throw Fault.tooLong(field, text.length(), maxChars, "characters");
        }
        return text;
    }

    @Nullable String textOfBytes(String field, int maxBytes) throws IOException {
        String text = text(field);
        // A character takes three bytes at most.
        int bytes = text == null || text.length() <= maxBytes / 3 ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw Fault.tooLong(field, bytes, maxBytes, "bytes");
        }
        return text;
    }

    /** Finite. */
    @Nullable Double number(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!parser.currentToken().isNumeric()) {
            throw Fault.wrongType(field, "a number");
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw Fault.of("number_too_large", field + " is too large for a number.");
        }
        return number;
    }

    /** Milliseconds since 1970: a number, or an ISO 8601 text with an offset. */
    @Nullable Long time(String field) throws IOException {
        try {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_NUMBER_INT -> parser.getBigIntegerValue().longValueExact();
                case VALUE_STRING ->
                    OffsetDateTime.parse(String.valueOf(text(field, MAX_TIME_CHARS)))
                            .toInstant()
                            .toEpochMilli();
                default -> throw Fault.wrongTime(field);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw Fault.wrongTime(field);
        }
    }

    /** A number, or a text that is one. */
    @Nullable BigDecimal decimal(String field) throws IOException {
        try {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
                case VALUE_STRING -> new BigDecimal(String.valueOf(text(field, 32)));
                default -> throw Fault.wrongType(field, "a number");
            };
        } catch (NumberFormatException e) {
            throw Fault.wrongType(field, "a number");
        }
    }

    /** {@code {"name": text, number or boolean}}; a null value is left out. */
    Map<String, String> props() throws IOException {
        Map<String, String> props = new LinkedHashMap<>();
        if (!startsObject("props")) {
            return props;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = named("props", Limits.MAX_PROP_NAME_CHARS);
            String value = scalar("props." + name);
            if (value != null) {
                if (value.length() > Limits.MAX_PROP_VALUE_CHARS) {
                    throw Fault.tooLong("props", value.length(), Limits.MAX_PROP_VALUE_CHARS, "characters in " + name);
                }
                props.put(name, value);
                atMost("props", props.size(), Limits.MAX_PROPS);
            }
        }
        return props;
    }

    /** {@code {"hero":"bold"}}. */
    Map<String, String> experiments() throws IOException {
        Map<String, String> experiments = new LinkedHashMap<>();
        if (!startsObject("experiments")) {
            return experiments;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String experiment = named("experiments", Limits.MAX_ID_CHARS);
            String variant = text("experiments." + experiment, Limits.MAX_ID_CHARS);
            if (variant != null) {
                experiments.put(experiment, variant);
                atMost("experiments", experiments.size(), Limits.MAX_EXPERIMENTS);
            }
        }
        return experiments;
    }

    /** Whether there is an object to go into; false for null. */
    boolean startsObject(String field) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
            throw Fault.wrongType(field, "an object");
        }
        return token == JsonToken.START_OBJECT;
    }

    private String named(String field, int maxChars) throws IOException {
        String name = Text.clean(parser.currentName());
        if (name.length() > maxChars) {
            throw Fault.tooLong(field, name.length(), maxChars, "characters in a name");
        }
        parser.nextToken();
        return name;
    }

    private @Nullable String scalar(String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> text(field);
            case VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            default -> throw Fault.wrongType(field, "a text, a number or a boolean");
        };
    }

    private @Nullable String text(String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> Text.clean(parser.getText());
            default -> throw Fault.wrongType(field, "a text");
        };
    }

    private static void atMost(String field, int count, int limit) {
        if (count > limit) {
            throw Fault.of("too_many_" + field, field + " has more than " + limit + " entries. Send fewer.");
        }
    }
}
