package dev.siteedge.edge.event;

import java.util.Objects;

/**
 * One object for values that are equal, as far as they were seen lately: what is read from a log is kept for a while, and most
 * events have their path, source and device in common. It takes half the memory, and the collector half the time. Of fixed
 * size: a value takes the place of one that has the same slot. For one thread.
 */
public final class SharedValues {
    private static final int SLOTS = 1 << 13;

    private final Object[] slots = new Object[SLOTS];

    /** The value, or one that is equal and came before. */
    @SuppressWarnings("unchecked") // Equal records and texts are of one class.
    <T> T of(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Object known = slots[slot];
        if (Objects.equals(value, known)) {
            return (T) known;
        }
        slots[slot] = value;
        return value;
    }
}
