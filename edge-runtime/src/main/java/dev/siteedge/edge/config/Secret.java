package dev.siteedge.edge.config;

/** A value that must not reach a log, a message or an answer. */
public record Secret(String value) {
    /** Never the value. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
