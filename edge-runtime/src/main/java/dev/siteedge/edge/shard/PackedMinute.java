package dev.siteedge.edge.shard;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * One minute of one site that is not written at present; immutable, so that any thread may read it.
 *
 * @param minute since 1970
 * @param pageviews all counts are of events that the fold let through
 * @param events pageviews among them, engagement and experiment facts not
 * @param sessions that began in this minute
 * @param counts pairs of (difference to the number before, count) in ascending order of the value's numbers, as
 *     variable-length integers of 7 bits a byte, least significant first
 * @param visitors a compact HyperLogLog sketch
 */
record PackedMinute(long minute, int pageviews, int events, int sessions, byte[] counts, byte[] visitors) {
    /** Takes a value's number and its count. */
    interface Counted {
        void accept(int number, int count);
    }

    void forEach(Counted counted) {
        int number = 0;
        int[] at = {0};
        while (at[0] < counts.length) {
            number += read(at);
            counted.accept(number, read(at));
        }
    }

    static byte[] pack(Map<Integer, int[]> countByNumber) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(countByNumber.size() * 3);
        int before = 0;
        for (Map.Entry<Integer, int[]> entry : new TreeMap<>(countByNumber).entrySet()) {
            write(out, entry.getKey() - before);
            write(out, entry.getValue()[0]);
            before = entry.getKey();
        }
        return out.toByteArray();
    }

    private int read(int[] at) {
        int value = 0;
        int shift = 0;
        byte next;
        do {
            next = counts[at[0]++];
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
