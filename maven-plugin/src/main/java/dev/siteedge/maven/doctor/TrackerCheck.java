package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether every page tells of its visits, once. */
final class TrackerCheck implements Check {
    @Override
    public String name() {
        return "tracker";
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<PageFacts> pages =
                site.site().pages().stream().filter(PageFacts::whole).toList();
        List<PageFacts> missing =
                pages.stream().filter(page -> page.trackers() == 0).toList();
        if (!pages.isEmpty() && missing.size() == pages.size() && !injects(site)) {
            return List.of(Finding.warn(
                    "injection is off, and none of " + pages.size() + " pages has the tracker",
                    "Remove inject: false below site_edge: in _config.yml, or -Dsite-edge.inject."));
        }
        List<Finding> findings = new ArrayList<>();
        headless(missing, findings);
        leftOut(site, missing, findings);
        twice(pages, findings);
        return findings.isEmpty()
                ? List.of(Finding.ok((pages.size() - missing.size()) + " of " + pages.size() + " pages have it"))
                : findings;
    }

    private static boolean injects(Diagnosis site) {
        return site.inject() == null
                ? !site.config().text("site_edge", "inject").equals(Optional.of("false"))
                : site.inject();
    }

    private static void headless(List<PageFacts> missing, List<Finding> findings) {
        List<String> headless = missing.stream()
                .filter(page -> !page.headEnd())
                .map(PageFacts::file)
                .toList();
        if (!headless.isEmpty()) {
            findings.add(Finding.warn(
                    "missing, as there is no end of a <head> to put it before: " + Names.some(headless),
                    "Write <head> and </head> in the layout."));
        }
    }

    /** What has a head and no tracker was left out on purpose, if somebody wrote so. */
    private static void leftOut(Diagnosis site, List<PageFacts> missing, List<Finding> findings) {
        List<String> leftOut =
                missing.stream().filter(PageFacts::headEnd).map(PageFacts::file).toList();
        if (!leftOut.isEmpty() && injects(site) && !LeftOut.isWritten(site.source(), site.config())) {
            findings.add(Finding.warn(
                    "missing, though no front matter says site_edge: false: " + Names.some(leftOut),
                    "Save the page as UTF-8, and close every comment, script and style in its head."));
        }
        if (!leftOut.isEmpty() && !injects(site)) {
            findings.add(Finding.warn(
                    "missing, and injection is off: " + Names.some(leftOut),
                    "Remove inject: false, or put the tag into these pages' layout, too."));
        }
    }

    private static void twice(List<PageFacts> pages, List<Finding> findings) {
        List<String> twice = pages.stream()
                .filter(page -> page.trackers() > 1)
                .map(PageFacts::file)
                .toList();
        if (!twice.isEmpty()) {
            findings.add(Finding.error(
                    "there more than once, so that visits count twice: " + Names.some(twice),
                    "Remove the tags from layouts and includes; the build adds one."));
        }
    }
}
