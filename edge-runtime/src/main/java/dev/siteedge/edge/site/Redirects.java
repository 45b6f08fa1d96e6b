package dev.siteedge.edge.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code _redirects}. The topmost that is for a path wins, whether or not a file matches the path. Rules for a
 * single path cost one look-up, however many there are. Not changed once a release has it.
 */
final class Redirects {
    private final Map<String, RedirectRule> statics = new HashMap<>();
    private final List<RedirectRule> dynamics = new ArrayList<>();

    void add(RedirectRule rule) {
        String path = rule.source().single();
        if (path == null) {
            dynamics.add(rule);
        } else {
            statics.putIfAbsent(path, rule);
        }
    }

    int staticRules() {
        return statics.size();
    }

    int dynamicRules() {
        return dynamics.size();
    }

    /** @param path decoded, below the baseurl */
    @Nullable Redirection find(String path) {
        RedirectRule exact = statics.get(path);
        int before = exact == null ? Integer.MAX_VALUE : exact.line();
        for (RedirectRule rule : dynamics) {
            if (rule.line() > before) {
                break;
            }
            Redirection found = rule.match(path);
            if (found != null) {
                return found;
            }
        }
        return exact == null ? null : exact.to(Map.of());
    }
}
