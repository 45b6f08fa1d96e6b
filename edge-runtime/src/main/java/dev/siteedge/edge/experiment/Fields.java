package dev.siteedge.edge.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Typed, checked access to one JSON object; every refusal names what the object belongs to. */
record Fields(String owner, JsonNode node) {
    private static final int MAX_TEXT_CHARS = 200;

    /** As Ruby prints a YAML time: {@code 2026-12-01 00:00:00 UTC} or with an offset such as {@code +0100}. */
    private static final DateTimeFormatter RUBY_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);

    Fields inner(String key, JsonNode inner) {
        return new Fields(owner + ": " + key, inner);
    }

    String text(String key, String missing) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return missing;
        }
        if (value.isContainerNode() || value.asText().length() > MAX_TEXT_CHARS) {
            throw wrong(key, value.toString(), "a text of at most " + MAX_TEXT_CHARS + " characters");
        }
        return value.asText();
    }

    @Nullable String optionalText(String key) {
        String text = text(key, "");
        return text.isEmpty() ? null : text;
    }

    double number(String key, double missing, double min, double max) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return missing;
        }
        double number = value.asDouble(Double.NaN);
        if (!(value.isNumber() && number >= min && number <= max)) {
            throw wrong(key, value.toString(), "a number from " + plain(min) + " to " + plain(max));
        }
        return number;
    }

    @Nullable Instant instant(String key) {
        String text = optionalText(key);
        try {
            return text == null ? null : parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(key, text, "a time such as 2026-12-01T00:00:00Z");
        }
    }

    private static Instant parse(String text) {
        if (text.length() == "2026-12-01".length()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return text.indexOf('T') == "2026-12-01".length()
                ? OffsetDateTime.parse(text).toInstant()
                : OffsetDateTime.parse(text.replace("UTC", "+0000"), RUBY_TIME).toInstant();
    }

    InvalidExperimentException wrong(String key, @Nullable String value, String choices) {
        return new InvalidExperimentException(owner + ": " + key + " is wrong: '" + value + "'; " + choices
                + ". Correct it in _data/experiments.yml and build again.");
    }

    private static String plain(double number) {
        return Long.toString(Math.round(number));
    }
}
