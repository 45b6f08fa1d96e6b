package dev.siteedge.edge.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as text. Never asks a name server. */
public final class Addresses {
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Addresses() {}

    /** The address that a literal, with or without IPv6 brackets, stands for; null for a name or anything else. */
    public static @Nullable InetAddress parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean literal =
                isV4(bare) || (bare.indexOf(':') >= 0 && V6.matcher(bare).matches());
        if (!literal) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Four numbers of 0 to 255, no longer than they must be or with one zero before; every request asks, so by hand. */
    private static boolean isV4(String text) {
        int numbers = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                boolean padded = digits == 3 && number < 100;
                if (digits == 0 || padded || number > 255) {
                    return false;
                }
                numbers++;
                digits = 0;
                number = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
                number = 10 * number + c - '0';
            } else {
                return false;
            }
        }
        return numbers == 4;
    }

    /** Whether a host, as in a URL or a Host header without its port, is a loopback literal or {@code localhost}. */
    public static boolean isLoopbackHost(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        InetAddress address = parse(host);
        return address != null && address.isLoopbackAddress();
    }
}
