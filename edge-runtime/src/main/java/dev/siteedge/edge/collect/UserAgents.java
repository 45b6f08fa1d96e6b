package dev.siteedge.edge.collect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * What user agents say, remembered for the 10,000 in use. Parsing an unseen one takes about a millisecond, so only one
 * thread parses at a time: a flood of unseen ones, of which most are made up, takes one core at most, and what comes
 * meanwhile is told by a few words in it and not remembered. Safe for use by many threads.
 */
final class UserAgents {
    private static final int MAX_REMEMBERED = 10_000;
    /** Longer ones are cut: expressions take time by length. */
    private static final int MAX_CHARS = 512;

    private final Cache<String, Agent> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final Semaphore parsing = new Semaphore(1);
    private final AgentParser parser;

    /**
     * @param type {@code Desktop}, {@code Mobile}, {@code Tablet} or empty
     * @param browser empty when unknown
     * @param os empty when unknown
     */
    record Agent(String type, String browser, String os, boolean bot) {
        static final Agent UNKNOWN = new Agent("", "", "", false);
    }

    /** Tells a user agent apart. */
    interface AgentParser {
        Agent parse(String userAgent);
    }

    UserAgents(AgentParser parser) {
        this.parser = parser;
    }

    /** @param userAgent empty for none, which is a program's way */
    Agent of(String userAgent) {
        String cut = userAgent.length() <= MAX_CHARS ? userAgent : userAgent.substring(0, MAX_CHARS);
        Agent known = remembered.getIfPresent(cut);
        if (known != null) {
            return known;
        }
        if (!parsing.tryAcquire()) {
            return guess(cut);
        }
        try {
            Agent parsed = parser.parse(cut);
            remembered.put(cut, parsed);
            return parsed;
        } finally {
            parsing.release();
        }
    }

    /** Right for the browsers that nearly everyone uses, and cheap. */
    static Agent guess(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT);
        boolean bot = !text.startsWith("mozilla/")
                || containsAny(text, "bot", "crawl", "spider", "headless", "http", "preview", "scan");
        boolean tablet = text.contains("ipad") || (text.contains("android") && !text.contains("mobile"));
        boolean mobile = containsAny(text, "mobile", "iphone", "android");
        String type = tablet ? "Tablet" : mobile ? "Mobile" : "Desktop";
        return new Agent(type, browser(text), os(text), bot);
    }

    private static String browser(String text) {
        return text.contains("edg/") || text.contains("edga/")
                ? "Edge"
                : text.contains("opr/")
                        ? "Opera"
                        : text.contains("firefox/")
                                ? "Firefox"
                                : text.contains("chrome/") ? "Chrome" : text.contains("safari/") ? "Safari" : "";
    }

    private static String os(String text) {
        return text.contains("windows")
                ? "Windows"
                : containsAny(text, "iphone", "ipad")
                        ? "iOS"
                        : text.contains("mac os x")
                                ? "macOS"
                                : text.contains("android") ? "Android" : text.contains("linux") ? "Linux" : "";
    }

    private static boolean containsAny(String text, String... words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
