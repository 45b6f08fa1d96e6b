package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether two pages want one address. Two that write one file fail the build; here are also those that only some hosts or
 * some disks take for one.
 */
final class PermalinksCheck implements Check {
    static final String NAME = "permalinks";

    private static final String REMEDY = "Give one of them another permalink.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        List<Finding> findings = new ArrayList<>();
        site.failureFor(NAME).ifPresent(findings::add);
        if (site.built() != null) {
            List<String> own = site.built().files().stream()
                    .filter(file -> !file.startsWith("_edge/"))
                    .toList();
            findings.addAll(sameButForCase(own));
            findings.addAll(fileAndFolder(own));
        }
        return findings;
    }

    private static List<Finding> sameButForCase(List<String> files) {
        Map<String, List<String>> byLower = files.stream()
                .collect(Collectors.groupingBy(
                        file -> file.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()));
        return byLower.values().stream()
                .filter(same -> same.size() > 1)
                .map(same -> Finding.warn(
                        "two files differ only in upper and lower case, which some disks and hosts take for one: "
                                + String.join(" and ", same),
                        REMEDY))
                .toList();
    }

    private static List<Finding> fileAndFolder(List<String> files) {
        Set<String> known = Set.copyOf(files);
        return files.stream()
                .filter(file -> file.endsWith(".html") && !file.endsWith("index.html"))
                .map(file -> file.substring(0, file.length() - ".html".length()))
                .filter(path -> known.contains(path + "/index.html"))
                .map(path -> Finding.warn(
                        "two pages answer /" + path + ", and hosts differ in which one: " + path + ".html and " + path
                                + "/index.html",
                        REMEDY))
                .toList();
    }
}
