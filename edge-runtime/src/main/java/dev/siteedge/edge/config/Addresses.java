package dev.siteedge.edge.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as text. Never asks a name server. */
public final class Addresses {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Addresses() {}

    /** The address that a literal, with or without IPv6 brackets, stands for; null for a name or anything else. */
    public static @Nullable InetAddress parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean literal = V4.matcher(bare).matches()
                || (bare.indexOf(':') >= 0 && V6.matcher(bare).matches());
        if (!literal) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
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
