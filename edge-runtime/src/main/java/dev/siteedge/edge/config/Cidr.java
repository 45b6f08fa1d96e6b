package dev.siteedge.edge.config;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses, e.g. {@code 10.0.0.0/8}, {@code ::1/128} or a single address.
 *
 * @param bits how many leading bits count, 0 to 32 (IPv4) or 128 (IPv6)
 */
public record Cidr(InetAddress network, int bits) {
    /** Null when the text is not a range. */
    public static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            return null;
        }
        int most = network.getAddress().length * 8;
        String bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
            return null;
        }
        return new Cidr(network, Integer.parseInt(bits));
    }

    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
            if (((mine[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
