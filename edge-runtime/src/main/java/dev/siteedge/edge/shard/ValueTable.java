package dev.siteedge.edge.shard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of dimensions as small numbers, so that a minute holds its counts in few bytes. A number lives as long as a
 * minute uses it. Bounded: when the table is full, values that are not in it count under {@link #OTHER}. Owned by one
 * thread.
 */
final class ValueTable {
    /** What stands for all values that had no room. */
    static final String OTHER = "(other)";

    /** Longer values are cut: a flood of long ones shall not grow the table. */
    static final int MAX_CHARS = 128;

    private static final Dimension[] DIMENSIONS = Dimension.values();

    /** @param text at most {@link #MAX_CHARS} */
    record Value(Dimension dimension, String text) {}

    private final int maxValues;
    private final EnumMap<Dimension, Map<String, Integer>> numbers = new EnumMap<>(Dimension.class);
    private final List<Value> values = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int[] uses = new int[64];

    /** @param maxValues beside the one {@link #OTHER} of each dimension, which is always there */
    ValueTable(int maxValues) {
        this.maxValues = maxValues;
        for (Dimension dimension : DIMENSIONS) {
            numbers.put(dimension, new HashMap<>());
            values.add(new Value(dimension, OTHER));
        }
    }

    /** The value's number; that of the dimension's {@link #OTHER} when there is no room. */
    int number(Dimension dimension, String value) {
        String text = cut(value);
        Map<String, Integer> known = numbers(dimension);
        Integer number = known.get(text);
        if (number == null) {
            if (text.equals(OTHER) || size() == maxValues) {
                return other(dimension);
            }
            number = add(new Value(dimension, text));
            known.put(text, number);
        }
        return number;
    }

    /** The number of a value that has one; else that of the dimension's {@link #OTHER}. */
    int known(Dimension dimension, String value) {
        return numbers(dimension).getOrDefault(cut(value), other(dimension));
    }

    int other(Dimension dimension) {
        return dimension.ordinal();
    }

    Value value(int number) {
        return values.get(number);
    }

    /** One minute more uses the value. */
    void use(int number) {
        if (number >= uses.length) {
            uses = Arrays.copyOf(uses, Math.max(number + 1, 2 * uses.length));
        }
        uses[number]++;
    }

    /** One minute less uses the value; without any its number is given anew. */
    void release(int number) {
        uses[number]--;
        if (uses[number] == 0 && number >= DIMENSIONS.length) {
            Value gone = values.get(number);
            numbers(gone.dimension()).remove(gone.text());
            free.add(number);
        }
    }

    /** Values that have a number, without those for {@link #OTHER}. */
    int size() {
        return values.size() - DIMENSIONS.length - free.size();
    }

    /** All by their numbers, for a reader on another thread; what is at a free number says nothing. */
    List<Value> copy() {
        return List.copyOf(values);
    }

    /** Takes over a table as {@link #copy} gave it; then each use is told, then {@link #freeUnused} comes. */
    void load(List<Value> copy) {
        values.clear();
        values.addAll(copy);
    }

    void freeUnused() {
        for (int number = DIMENSIONS.length; number < values.size(); number++) {
            if (number < uses.length && uses[number] > 0) {
                numbers(values.get(number).dimension()).put(values.get(number).text(), number);
            } else {
                free.add(number);
            }
        }
    }

    private static String cut(String value) {
        return value.length() > MAX_CHARS ? value.substring(0, MAX_CHARS) : value;
    }

    private int add(Value value) {
        Integer reused = free.poll();
        if (reused != null) {
            values.set(reused, value);
            return reused;
        }
        values.add(value);
        return values.size() - 1;
    }

    private Map<String, Integer> numbers(Dimension dimension) {
        return numbers.computeIfAbsent(dimension, unknown -> new HashMap<>());
    }
}
