package dev.siteedge.edge.shard;

/**
 * 64-bit keys for maps that hold millions of ids: FNV-1a over UTF-16 units, then MurmurHash3's 64-bit finaliser, which
 * spreads what FNV leaves in the low bits. With n keys in a map a new one meets a wrong one with probability n / 2^64, or n / 2^52 within a site.
 *
 * <p>Sources: http://www.isthe.com/chongo/tech/comp/fnv/ and
 * https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp (fmix64).
 */
final class Fingerprint {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final int SITE_BITS = 12;
    private static final long SITE = -1L << (Long.SIZE - SITE_BITS);

    private Fingerprint() {}

    /** Of the parts in order; a part's end counts, so that {@code ab, c} differs from {@code a, bc}. */
    static long of(String... parts) {
        long hash = FNV_OFFSET;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ 0x10000) * FNV_PRIME;
        }
        return mix(hash);
    }

    static long of(String text, long number) {
        return mix(of(text) ^ mix(number));
    }

    /** Both numbers are mixed on their own: a plain XOR of the two meets again for small ones. */
    static long of(String text, long number, long other) {
        return mix(of(text, number) ^ mix(other + 1));
    }

    /** A fingerprint of something of a site, which begins with 12 bits of that: see {@link #isOf}. */
    static long within(String site, long fingerprint) {
        return (of(site) & SITE) | (fingerprint >>> SITE_BITS);
    }

    /**
     * Whether the fingerprint was made {@link #within} the site, or within one of the few that begin alike: with n sites one
     * of them does with a probability of n / 4,096.
     */
    static boolean isOf(long fingerprint, String site) {
        return ((fingerprint ^ of(site)) & SITE) == 0;
    }

    private static long mix(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
