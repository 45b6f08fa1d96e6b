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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What user agents say, remembered for the 10,000 in use. Parsing an unseen one takes a millisecond or more, so no request
 * does it: one thread parses them, and whoever brought one goes on when it is known. That thread takes {@link #MAX_WAITING}
 * at a time and parses for {@link #SHARE} of the time; in a flood of unseen ones, of which most are made up, what is beyond
 * that is told by a few words in it and not remembered. Safe for use by many threads.
 */
final class UserAgents {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgents.class);
    private static final int MAX_REMEMBERED = 10_000;
    /** Longer ones are cut: expressions take time by length. */
    private static final int MAX_CHARS = 512;
    /** How many wait for the parser: whoever waits does so for some 30 ms at most, once the parser is loaded and warm. */
    static final int MAX_WAITING = 16;

    /** Of a core. Counted in time, as parsing takes five times as long on a busy machine or before it is compiled. */
    private static final double SHARE = 0.1;

    /** What may be used at once, after three seconds without: at a start none of those that come is known. */
    private static final double MAX_ALLOWANCE = SHARE * TimeUnit.SECONDS.toNanos(3);

    private final Cache<String, Agent> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final Map<String, CompletableFuture<Agent>> waiting = new ConcurrentHashMap<>();
    private final Supplier<AgentParser> parsers;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor thread;
    private volatile @Nullable AgentParser parser;
    /** Nanoseconds. */
    private double allowance = MAX_ALLOWANCE;

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

    /**
     * @param parsers makes the parser, on the thread that uses it: reading its expressions takes some tenths of a second
     * @param nanos a clock that only goes forward, as {@link System#nanoTime}
     */
    UserAgents(Supplier<AgentParser> parsers, LongSupplier nanos) {
        this.parsers = parsers;
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

    /** Makes the parser on its thread, so that the first ones wait for it no longer than they must. */
    void load() {
        try {
            thread.execute(this::parser);
        } catch (RejectedExecutionException e) {
            LOG.debug("the first user agents came first, and load the parser");
        }
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
            agent = timed(parser(), userAgent);
            remembered.put(userAgent, agent);
        } finally {
            waiting.remove(userAgent);
            asked.complete(agent);
        }
    }

    /** What fails is paid for, too. */
    private Agent timed(AgentParser known, String userAgent) {
        long begin = nanos.getAsLong();
        try {
            return known.parse(userAgent);
        } finally {
            spend(nanos.getAsLong() - begin);
        }
    }

    /** On the one thread that parses. */
    private AgentParser parser() {
        AgentParser known = parser;
        if (known == null) {
            known = parsers.get();
            parser = known;
        }
        return known;
    }

    private synchronized boolean isAllowed() {
        long now = nanos.getAsLong();
        allowance = Math.min(MAX_ALLOWANCE, allowance + (now - allowanceAt) * SHARE);
        allowanceAt = now;
        return allowance > 0;
    }

    private synchronized void spend(long parsing) {
        allowance -= parsing;
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
