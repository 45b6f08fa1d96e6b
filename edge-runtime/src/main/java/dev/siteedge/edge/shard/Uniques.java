package dev.siteedge.edge.shard;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * How many different visitors there were, by HyperLogLog with 2^11 registers: exact up to some hundred, then with a
 * standard error of 1.04 / sqrt(2048) = 2.3 %, at most 1 kB packed. Sketches of several minutes and shards unite without
 * a further error.
 *
 * <p>Source: Flajolet et al., "HyperLogLog" (2007), as implemented by Apache DataSketches
 * (https://datasketches.apache.org/docs/HLL/HLL.html).
 */
final class Uniques {
    static final int LG_REGISTERS = 11;
    private static final byte[] NONE = new HllSketch(LG_REGISTERS, TgtHllType.HLL_4).toCompactByteArray();

    private Uniques() {}

    /** One that grows: eight bits a register, quicker to update. */
    static HllSketch open(byte[] packed) {
        return HllSketch.heapify(Memory.wrap(packed)).copyAs(TgtHllType.HLL_8);
    }

    static byte[] none() {
        return NONE;
    }

    /** Four bits a register, or a list of what was seen while that is shorter. */
    static byte[] pack(HllSketch sketch) {
        return sketch.copyAs(TgtHllType.HLL_4).toCompactByteArray();
    }

    static byte[] pack(Union union) {
        return union.getResult(TgtHllType.HLL_4).toCompactByteArray();
    }

    static void add(Union union, byte[] packed) {
        union.update(HllSketch.heapify(Memory.wrap(packed)));
    }
}
