package dev.siteedge.edge.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.siteedge.edge.event.Limits;
import java.io.IOException;

/** Bytes to {@link Body}, or a 400 that says what to change. Fields it does not know are ignored. */
final class BodyParser {
    private static final int MAX_NUMBER_CHARS = 64;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.MAX_JSON_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(Limits.MAX_BODY_BYTES)
                    .maxNameLength(Limits.MAX_BODY_BYTES)
                    .build())
            // Names come from outside: they must not stay in the JVM's table of texts.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * One event that is all of a body.
     *
     * @throws dev.siteedge.edge.http.HttpProblem 400
     */
    Body parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length, false);
    }

    /**
     * One event.
     *
     * @param timed whether it may say when it happened
     * @throws dev.siteedge.edge.http.HttpProblem 400
     */
    Body parse(byte[] bytes, int from, int length, boolean timed) {
        try (JsonParser parser = parser(bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Fault.of("not_json", "The body is wrong: not a JSON object. Send one event as {…}.");
            }
            BodyFields fields = new BodyFields(new Values(parser), timed);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (!fields.take(name, parser)) {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw Fault.of("not_json", "The body is wrong: more than one JSON value. Send one event as {…}.");
            }
            return fields.body();
        } catch (StreamConstraintsException e) {
            throw tooMuch(e);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw Fault.of("not_json", "The body is not JSON at column " + column + ". Send one event as {…}.");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /**
     * Of the bytes themselves where that is safe, which most bodies are and which takes half the time: Jackson takes a NUL
     * for UTF-16 and lets some bytes pass that are not UTF-8.
     */
    private JsonParser parser(byte[] bytes, int from, int length) throws IOException {
        if (Text.isPlainAscii(bytes, from, length)) {
            return json.createParser(bytes, from, length);
        }
        String text = Text.utf8(bytes, from, length);
        if (text == null) {
            throw Fault.of("not_utf8", "The body is not UTF-8. Send JSON in UTF-8.");
        }
        return json.createParser(text);
    }

    private static RuntimeException tooMuch(StreamConstraintsException e) {
        return String.valueOf(e.getMessage()).contains("depth")
                ? Fault.of("too_deep", "The body nests deeper than " + Limits.MAX_JSON_DEPTH + " levels.")
                : Fault.of("number_too_large", "A number has more than " + MAX_NUMBER_CHARS + " characters.");
    }
}
