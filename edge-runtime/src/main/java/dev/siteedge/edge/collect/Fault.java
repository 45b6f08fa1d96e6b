package dev.siteedge.edge.collect;

import dev.siteedge.edge.http.HttpProblem;
import java.util.Locale;

/** What can be wrong with a body. */
final class Fault {
    private Fault() {}

    static HttpProblem of(String code, String message) {
        return new HttpProblem(400, code, message);
    }

    static HttpProblem tooLong(String field, int length, int limit, String unit) {
        return of(code(field) + "_too_long", field + " is " + length + " " + unit + "; the limit is " + limit + ".");
    }

    static HttpProblem wrongType(String field, String wanted) {
        return of("wrong_type", field + " is wrong: it must be " + wanted + ".");
    }

    static HttpProblem wrongTime(String field) {
        return of(
                "wrong_" + code(field),
                field + " is wrong. Send milliseconds since 1970, or a time such as 2026-12-01T00:00:00Z.");
    }

    static HttpProblem missing(String field, String remedy) {
        return of("missing_" + code(field), field + " is missing. " + remedy);
    }

    /** {@code sessionId} becomes {@code session_id}. */
    private static String code(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
