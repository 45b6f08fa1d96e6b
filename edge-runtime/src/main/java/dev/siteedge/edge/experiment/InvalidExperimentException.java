package dev.siteedge.edge.experiment;

/** A definition that can't be used; the message names the experiment, the value and the choices. */
public final class InvalidExperimentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidExperimentException(String message) {
        super(message);
    }
}
