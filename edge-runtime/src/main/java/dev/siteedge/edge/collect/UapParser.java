package dev.siteedge.edge.collect;

import dev.siteedge.edge.collect.UserAgents.Agent;
import java.util.Map;
import java.util.Set;
import ua_parser.Client;
import ua_parser.Parser;

/** Tells user agents apart by ua-parser's expressions and {@link Bots}; families as people call them. */
final class UapParser implements UserAgents.AgentParser {
    private static final Map<String, String> OS_NAMES =
            Map.of("Mac OS X", "macOS", "Ubuntu", "Linux", "Fedora", "Linux", "Debian", "Linux", "Other", "");
    private static final Set<String> DESKTOPS = Set.of("Windows", "macOS", "Linux", "Chrome OS", "FreeBSD", "OpenBSD");
    private static final Map<String, String> BROWSER_NAMES = Map.of(
            "Mobile Safari", "Safari",
            "Mobile Safari UI/WKWebView", "Safari",
            "Chrome Mobile", "Chrome",
            "Chrome Mobile iOS", "Chrome",
            "Chrome Mobile WebView", "Chrome",
            "Firefox Mobile", "Firefox",
            "Firefox iOS", "Firefox",
            "Edge Mobile", "Edge",
            "Opera Mobile", "Opera",
            "Other", "");

    private final Parser parser = new Parser();
    private final Bots bots = new Bots();

    @Override
    public Agent parse(String userAgent) {
        Client client = parser.parse(userAgent);
        String browser = BROWSER_NAMES.getOrDefault(client.userAgent.family, client.userAgent.family);
        String os = OS_NAMES.getOrDefault(client.os.family, client.os.family);
        boolean bot = client.device.family.equals("Spider") || bots.matches(userAgent);
        return new Agent(type(userAgent, client.device.family, os), browser, os, bot);
    }

    private static String type(String userAgent, String device, String os) {
        boolean mobile = userAgent.contains("Mobi");
        boolean tablet = device.equals("iPad")
                || device.contains("Tablet")
                || userAgent.contains("Tablet")
                || (os.equals("Android") && !mobile);
        if (tablet) {
            return "Tablet";
        }
        if (mobile || os.equals("iOS") || os.equals("Android")) {
            return "Mobile";
        }
        return DESKTOPS.contains(os) ? "Desktop" : "";
    }
}
