package dev.siteedge.edge.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.siteedge.edge.event.Limits;
import dev.siteedge.edge.http.HttpProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a batch begin and end: the lines of NDJSON that are not blank, or the elements of a JSON array. What
 * is in them is looked at one by one, so that a bad one spoils no other.
 */
final class BatchLines {
    /** Of an array's elements: those deeper than an event may be are refused one by one. */
    private static final int MAX_DEPTH = 1_000;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Limits.MAX_BATCH_BYTES)
                    .maxStringLength(Limits.MAX_BATCH_BYTES)
                    .maxNameLength(Limits.MAX_BATCH_BYTES)
                    .build())
            .build();

    /** The bytes from {@code from} on. */
    record Line(int from, int length) {}

    /**
     * @param contentType says whether these are lines; when it does not, the first character does
     * @throws HttpProblem 400 when it is no batch or empty, 413 when it has too many events
     */
    List<Line> of(byte[] body, @Nullable String contentType) {
        List<Line> lines = isLines(body, contentType) ? lines(body) : elements(body);
        if (lines.isEmpty()) {
            throw Fault.of("empty_batch", "The batch is empty. Send 1 to " + Limits.MAX_BATCH_EVENTS + " events.");
        }
        return lines;
    }

    private static boolean isLines(byte[] body, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-ndjson") || type.startsWith("application/jsonl")) {
            return true;
        }
        int first = 0;
        while (first < body.length && isBlank(body[first])) {
            first++;
        }
        return first == body.length || body[first] != '[';
    }

    private static List<Line> lines(byte[] body) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        boolean blank = true;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                if (!blank) {
                    add(lines, from, i);
                }
                from = i + 1;
                blank = true;
            } else if (!isBlank(body[i])) {
                blank = false;
            }
        }
        return lines;
    }

    private List<Line> elements(byte[] body) {
        List<Line> elements = new ArrayList<>();
        try (JsonParser parser = json.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                long from = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                // A text or a number is read to its end only when it is asked for.
                parser.finishToken();
                if (from < 0) {
                    // Jackson found UTF-16 or UTF-32.
                    throw Fault.of("not_utf8", "The body is not UTF-8. Send JSON in UTF-8.");
                }
                add(elements, (int) from, (int) parser.currentLocation().getByteOffset());
            }
            if (parser.nextToken() != null) {
                throw Fault.of("not_a_batch", "The body is wrong: more follows the array. Send one array.");
            }
            return elements;
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            throw Fault.of(
                    "not_a_batch",
                    "The body is not JSON at byte " + at + ". Send an array of events, or one event per line.");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    private static void add(List<Line> lines, int from, int to) {
        if (lines.size() == Limits.MAX_BATCH_EVENTS) {
            throw new HttpProblem(
                    413,
                    "too_many_events",
                    "The batch has more than " + Limits.MAX_BATCH_EVENTS + " events. Send several.");
        }
        lines.add(new Line(from, to - from));
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}
