package dev.siteedge.maven.doctor;

import com.shapesecurity.salvation2.Policy;
import com.shapesecurity.salvation2.PolicyList;
import com.shapesecurity.salvation2.URLs.URI;
import com.shapesecurity.salvation2.URLs.URLWithScheme;
import dev.siteedge.maven.html.TrackerTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two addresses that a browser must be let to: the tracker's script and where it sends to.
 *
 * @param page the site's origin
 * @param script of that origin
 * @param api of any
 */
record TrackerUrls(String page, String script, String api) {
    /** What a policy stands in the way of, and what would let it through. */
    record Blocked(String what, String remedy) {}

    static TrackerUrls of(SiteConfig config) {
        java.net.URI origin = config.origin();
        String api = config.text("site_edge", "tracker", "api").orElse("/api/event");
        return new TrackerUrls(
                origin.toString(),
                origin + config.baseurl() + TrackerTag.SCRIPT,
                SiteConfig.origin(api).isPresent() ? api : origin + "/" + api.replaceFirst("^/+", ""));
    }

    /**
     * @param policy the value of a Content-Security-Policy header; several are separated by commas
     * @throws IllegalArgumentException when it is not in ASCII, as a policy has to be
     */
    List<Blocked> blockedBy(String policy) {
        PolicyList policies = Policy.parseSerializedCSPList(policy, Policy.PolicyListErrorConsumer.ignored);
        Optional<URLWithScheme> from = url(page);
        List<Blocked> blocked = new ArrayList<>();
        if (!policies.policies.stream()
                .allMatch(one -> one.allowsExternalScript(
                        Optional.empty(), Optional.empty(), url(script), Optional.of(true), from))) {
            blocked.add(new Blocked("the tracker's script " + script, scriptRemedy(policy)));
        }
        if (!policies.policies.stream().allMatch(one -> one.allowsConnection(url(api), from))) {
            String source = api.startsWith(page + "/")
                    ? "'self'"
                    : SiteConfig.origin(api).map(Object::toString).orElse(api);
            blocked.add(new Blocked("its events to " + api, "Add " + source + " to connect-src."));
        }
        return blocked;
    }

    private static String scriptRemedy(String policy) {
        return policy.contains("'strict-dynamic'")
                ? "Leave 'strict-dynamic' out of script-src and name 'self'."
                : "Add 'self' to script-src.";
    }

    private static Optional<URLWithScheme> url(String url) {
        return URI.parseURI(url).map(URLWithScheme.class::cast);
    }
}
