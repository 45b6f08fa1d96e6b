package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a Content-Security-Policy, in a page's meta tag or in {@code _headers}, lets the tracker load and send. What a
 * proxy adds is not seen here.
 */
final class PolicyCheck implements Check {
    private static final String HEADER = "content-security-policy";

    @Override
    public String name() {
        return "csp";
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<PageFacts> tracked =
                site.site().pages().stream().filter(page -> page.trackers() > 0).toList();
        TrackerUrls urls = TrackerUrls.of(site.config());
        List<Finding> findings = new ArrayList<>();
        HeaderRule.read(site.site().headers()).stream()
                .filter(rule -> rule.name().equals(HEADER))
                .filter(rule -> tracked.stream().anyMatch(page -> rule.isFor(page.file())))
                .forEach(rule -> judge("_headers:" + rule.line(), rule.value(), urls, findings));
        pagesByPolicy(tracked).forEach((policy, pages) -> judge(Names.some(pages), policy, urls, findings));
        return findings;
    }

    private static Map<String, List<String>> pagesByPolicy(List<PageFacts> pages) {
        Map<String, List<String>> byPolicy = new LinkedHashMap<>();
        for (PageFacts page : pages) {
            page.policies()
                    .forEach(policy -> byPolicy.computeIfAbsent(policy, key -> new ArrayList<>())
                            .add(page.file()));
        }
        return byPolicy;
    }

    private static void judge(String place, String policy, TrackerUrls urls, List<Finding> findings) {
        try {
            urls.blockedBy(policy).stream()
                    .map(blocked -> Finding.error(
                            place + ": Content-Security-Policy blocks " + blocked.what(), blocked.remedy()))
                    .forEach(findings::add);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.warn(
                    place + ": Content-Security-Policy is not ASCII, and browsers differ in what they make of it",
                    "Write host names in Punycode, and straight quotes."));
        }
    }
}
