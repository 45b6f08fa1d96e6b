package dev.siteedge.edge.http;

/** A request that can't be answered as asked; becomes {@code {"error":code,"message":message}}, never a stack trace. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    /**
     * @param status 400 to 599
     * @param code a stable word for programs, e.g. {@code path_too_long}
     * @param message a sentence for people: what is wrong, the value, the choices, the next step
     */
    public HttpProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
