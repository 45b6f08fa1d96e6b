package dev.siteedge.edge.query;

/** A parameter of a question can't be used; the message names the value and the choices. */
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String parameter;

    BadParameterException(String parameter, String value, String choices) {
        super(parameter + " is wrong: '" + value + "'; " + choices + ". Correct it and ask again.", null, false, false);
        this.parameter = parameter;
    }

    /** A stable word for programs, e.g. {@code bad_range}. */
    String code() {
        return "bad_" + parameter;
    }
}
