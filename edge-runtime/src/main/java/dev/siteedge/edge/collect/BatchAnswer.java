package dev.siteedge.edge.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.siteedge.edge.http.HttpProblem;
import dev.siteedge.edge.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is said of each event of a batch, in the order of the batch:
 *
 * <pre>{@code
 * {"results":[{"status":"accepted"},{"status":"dropped","reason":"bot"},
 *  {"status":"error","error":"missing_path","message":"…"}],"accepted":1,"dropped":1,"errors":1}
 * }</pre>
 */
final class BatchAnswer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 << 10);
    private final JsonGenerator out;
    private int accepted;
    private int dropped;
    private int errors;

    BatchAnswer() {
        try {
            out = Json.MAPPER.getFactory().createGenerator(bytes);
            out.writeStartObject();
            out.writeArrayFieldStart("results");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void accepted() {
        accepted++;
        add("accepted");
    }

    void dropped(String reason) {
        dropped++;
        add("dropped", "reason", reason);
    }

    void refused(HttpProblem problem) {
        errors++;
        add("error", "error", problem.code(), "message", String.valueOf(problem.getMessage()));
    }

    /** 202, or 400 when no event was accepted or dropped. */
    int status() {
        return accepted + dropped == 0 ? 400 : 202;
    }

    /** The whole answer; nothing can be added after. */
    byte[] finished() {
        try {
            out.writeEndArray();
            if (status() == 400) {
                out.writeStringField("error", "no_event");
                out.writeStringField("message", "None of the " + errors + " is an event; see results.");
            }
            out.writeNumberField("accepted", accepted);
            out.writeNumberField("dropped", dropped);
            out.writeNumberField("errors", errors);
            out.writeEndObject();
            out.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param more names and values */
    private void add(String status, String... more) {
        try {
            out.writeStartObject();
            out.writeStringField("status", status);
            for (int i = 0; i < more.length; i += 2) {
                out.writeStringField(more[i], more[i + 1]);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
