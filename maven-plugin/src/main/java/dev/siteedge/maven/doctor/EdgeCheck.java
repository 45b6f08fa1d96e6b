package dev.siteedge.maven.doctor;

import dev.siteedge.maven.doctor.EdgeProbe.Answer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the edge answers that the site names for its experiments or its events. */
record EdgeCheck(EdgeProbe probe) implements Check {
    static final String NAME = "edge";

    private static final String START = "Start the edge, or mend the address in _config.yml.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needsBuild() {
        return false;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<Finding> findings = new ArrayList<>();
        Optional<Finding> failure = site.failureFor(NAME);
        failure.ifPresent(findings::add);
        if (failure.isEmpty()) {
            site.config().text("feature_flags", "experiments_url").ifPresent(url -> experiments(url, findings));
        }
        site.config().text("site_edge", "tracker", "api").ifPresent(url -> collector(url, findings));
        return findings;
    }

    private void experiments(String url, List<Finding> findings) {
        String key = "feature_flags.experiments_url";
        Optional<URI> uri = http(url);
        if (uri.isEmpty()) {
            findings.add(wrong(key, url));
            return;
        }
        Answer answer = probe.experiments(uri.get());
        if (Set.of(401, 403).contains(answer.status())) {
            String given = probe.hasToken() ? "with the token of SITE_EDGE_TOKEN" : "and SITE_EDGE_TOKEN is not set";
            findings.add(Finding.error(
                    key + " answers " + answer.status() + " " + given + ": " + url,
                    "Create a token with `site-edge-runtime.jar token create --scope read`."));
        } else if (answer.status() != 200) {
            findings.add(away(key, url, answer, "builds go on with the last answer or _data alone"));
        }
    }

    private void collector(String url, List<Finding> findings) {
        String key = "site_edge.tracker.api";
        Optional<URI> uri = http(url);
        // A path is one of the page's own host, which may not be there yet.
        if (uri.isEmpty() && !url.startsWith("/")) {
            findings.add(wrong(key, url));
        }
        uri.map(probe::collector)
                .filter(answer -> answer.status() == 0 || answer.status() == 404 || answer.status() >= 500)
                .ifPresent(answer -> findings.add(away(key, url, answer, "events are lost")));
    }

    private static Finding away(String key, String url, Answer answer, String loss) {
        String what =
                answer.status() == 0 ? " is not reachable (" + answer.problem() + ")" : " answers " + answer.status();
        return Finding.warn(key + what + ", so that " + loss + ": " + url, START);
    }

    private static Finding wrong(String key, String url) {
        return Finding.error(
                "_config.yml: " + key + " is wrong: " + url + "; it must be an https or http URL",
                "Write it as https://example.com/api/…");
    }

    private static Optional<URI> http(String url) {
        try {
            URI uri = new URI(url);
            boolean fits = uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()));
            return fits ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
