package dev.siteedge.edge.collect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What user agents say, remembered for the 10,000 in use. Parsing an unseen one takes about a millisecond, so no request
 * does it: one thread parses them, and whoever brought one goes on when it is known. That thread takes {@link #MAX_WAITING}
 * at a time and {@link #PER_SECOND} a second, a tenth of a core; in a flood of unseen ones, of which most are made up, what
 * is beyond that is told by a few words in it and not remembered. Safe for use by many threads.
 */
final class UserAgents {
    private static final int MAX_REMEMBERED = 10_000;
    /** Longer ones are cut: expressions take time by length. */
    private static final int MAX_CHARS = 512;
    /** How many wait for the parser: whoever waits does so for about 20 ms at most. */
    static final int MAX_WAITING = 16;

    static final int PER_SECOND = 100;

    private final Cache<String, Agent> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final Map<String, CompletableFuture<Agent>> waiting = new ConcurrentHashMap<>();
    private final AgentParser parser;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor thread;
    private double allowance = PER_SECOND;
    private long allowanceAt;

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

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime} */
    UserAgents(AgentParser parser, LongSupplier nanos) {
        this.parser = parser;
        this.nanos = nanos;
        this.allowanceAt = nanos.getAsLong();
        this.thread =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread made = new Thread(task, "site-edge-agents");
                    made.setDaemon(true);
                    return made;
                });
        this.thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Never blocks.
     *
     * @param userAgent empty for none, which is a program's way
     * @return done already when it is known or there is no time to parse it, else completed by the parser's thread
     */
    CompletableFuture<Agent> of(String userAgent) {
        String cut = userAgent.length() <= MAX_CHARS ? userAgent : userAgent.substring(0, MAX_CHARS);
        Agent known = remembered.getIfPresent(cut);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Agent> others = waiting.get(cut);
        if (others != null) {
            return others;
        }
        return isAllowed() ? parsed(cut) : CompletableFuture.completedFuture(guess(cut));
    }

    private CompletableFuture<Agent> parsed(String userAgent) {
        CompletableFuture<Agent> mine = new CompletableFuture<>();
        CompletableFuture<Agent> others = waiting.putIfAbsent(userAgent, mine);
        if (others != null) {
            return others;
        }
        try {
            thread.execute(() -> parse(userAgent, mine));
        } catch (RejectedExecutionException e) {
            waiting.remove(userAgent);
            mine.complete(guess(userAgent));
        }
        return mine;
    }

    private void parse(String userAgent, CompletableFuture<Agent> asked) {
        Agent agent = guess(userAgent);
        try {
            agent = parser.parse(userAgent);
            remembered.put(userAgent, agent);
        } finally {
            waiting.remove(userAgent);
            asked.complete(agent);
        }
    }

    /** A bucket that holds one second's allowance. */
    private synchronized boolean isAllowed() {
        long now = nanos.getAsLong();
        allowance = Math.min(PER_SECOND, allowance + (now - allowanceAt) * (PER_SECOND / 1e9));
        allowanceAt = now;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
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
