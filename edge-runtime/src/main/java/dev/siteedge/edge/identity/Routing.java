package dev.siteedge.edge.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Which shard folds what. A visitor's traffic goes by HMAC(routing key, site, IP, user agent): the key never rotates, so
 * a session stays in its shard over midnight, and never leaves this node. An experiment's unit goes by FNV-1a 64 of its
 * text, which anyone can compute: all facts of a unit meet, whoever routes them.
 *
 * <p>FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ with its 64-bit offset basis and prime. Its low bits are weak
 * for short texts that differ in their last characters, so they are mixed (MurmurHash3's 64-bit finalizer) before the
 * remainder is taken.
 */
public final class Routing {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final KeyedHash hash;
    private final int shards;

    /** @param shards 1 or more */
    Routing(byte[] key, int shards) {
        this.hash = new KeyedHash(key);
        this.shards = shards;
    }

    /** With the key in the data folder's {@code routing.key}, made when it is missing. */
    public static Routing open(Path data, SecureRandom random, int shards) {
        return new Routing(NodeKeys.readOrCreate(data.resolve("routing.key"), random), shards);
    }

    /** 0 to the number of shards - 1. */
    public int trafficShard(String site, Caller caller) {
        return shard(hash.first64(site, caller.ip(), caller.userAgent()));
    }

    /** 0 to the number of shards - 1. */
    public int unitShard(String unit) {
        long hash = FNV_OFFSET;
        for (byte b : unit.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return shard(mix(hash));
    }

    private int shard(long hash) {
        return (int) Long.remainderUnsigned(hash, shards);
    }

    private static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
