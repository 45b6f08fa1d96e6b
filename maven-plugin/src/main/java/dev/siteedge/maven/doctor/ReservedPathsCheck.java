package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether a file of the site lies where the edge itself answers, so that nobody would ever see it. */
final class ReservedPathsCheck implements Check {
    private static final Set<String> RESERVED = Set.of("api", "dashboard", "ofrep", "healthz", "readyz", "metrics");

    @Override
    public String name() {
        return "reserved paths";
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        Map<String, List<String>> taken = new TreeMap<>();
        for (String file : site.site().files()) {
            String first = firstSegment(site.config().baseurl() + "/" + file);
            if (RESERVED.contains(first)) {
                taken.computeIfAbsent(first, key -> new ArrayList<>()).add(file);
            }
        }
        return taken.entrySet().stream()
                .map(entry -> Finding.error(
                        "the edge answers /" + entry.getKey() + " itself and hides " + Names.some(entry.getValue()),
                        "Give it another permalink."))
                .toList();
    }

    /** {@code /api/a.json} and {@code /api.html} both answer below {@code /api}. */
    private static String firstSegment(String path) {
        String[] segments = path.replaceFirst("^/+", "").split("/", 2);
        return segments.length == 1 ? segments[0].replaceFirst("\\.html?$", "") : segments[0];
    }
}
