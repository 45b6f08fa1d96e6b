package dev.siteedge.edge.site;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the rules that would send a browser in a circle, by following each as a browser would. */
final class RedirectLoops {
    /** Browsers give up after 20. */
    static final int MAX_HOPS = 20;

    private final Redirects accepted;
    private final Function<String, @Nullable Redirection> moved;

    /**
     * @param accepted the rules so far
     * @param moved where the site redirects a path to without a rule; null where it does not
     */
    RedirectLoops(Redirects accepted, Function<String, @Nullable Redirection> moved) {
        this.accepted = accepted;
        this.moved = moved;
    }

    /** Whether this rule, below the accepted ones, leads back to itself or on and on. */
    boolean closedBy(RedirectRule rule) {
        Redirection at = rule.sample();
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            if (!at.inSite() || at.rewrites()) {
                return false;
            }
            String path = at.path();
            Redirection next = accepted.find(path);
            if (next == null && rule.match(path) != null) {
                return true;
            }
            next = next == null ? moved.apply(path) : next;
            if (next == null) {
                return false;
            }
            at = next;
        }
        return true;
    }
}
