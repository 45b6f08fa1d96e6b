package dev.siteedge.edge.http;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.io.QuietException;

/** A request that can't be answered as asked; becomes {@code {"error":code,"message":message}}, never a stack trace. */
public final class HttpProblem extends RuntimeException implements QuietException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /**
     * @param status 400 to 599
     * @param code a stable word for programs, e.g. {@code path_too_long}
     * @param message a sentence for people: what is wrong, the value, the choices, the next step
     */
    public HttpProblem(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    private HttpProblem(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** The same with one more header on the answer, e.g. {@code Retry-After}. */
    public HttpProblem with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpProblem(status, code, String.valueOf(getMessage()), more);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Headers that go with the answer; usually none. */
    public Map<String, String> headers() {
        return headers;
    }
}
