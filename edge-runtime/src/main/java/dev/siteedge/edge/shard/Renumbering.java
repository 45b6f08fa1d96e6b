package dev.siteedge.edge.shard;

import java.util.Arrays;
import java.util.List;

/** The numbers that values of one table have in another, each looked up once. */
final class Renumbering {
    private static final int UNKNOWN = -1;

    private final List<ValueTable.Value> from;
    private final ValueTable to;
    private final int[] numbers;

    Renumbering(List<ValueTable.Value> from, ValueTable to) {
        this.from = from;
        this.to = to;
        this.numbers = new int[from.size()];
        Arrays.fill(numbers, UNKNOWN);
    }

    int of(int number) {
        if (numbers[number] == UNKNOWN) {
            ValueTable.Value value = from.get(number);
            numbers[number] = to.number(value.dimension(), value.text());
        }
        return numbers[number];
    }
}
