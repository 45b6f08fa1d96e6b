package dev.siteedge.maven.doctor;

import java.util.ArrayList;
import java.util.List;

/** Whether the site can be built at all, and what the build warns of. */
final class BuildCheck implements Check {
    static final String NAME = "build";

    /** More warnings than these hide the doctor's other lines. */
    private static final int MAX_WARNINGS = 10;

    /** The edge has a check of its own. */
    private static final String SAID_ELSEWHERE = "experiments_url is not usable";

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
        if (site.failure() != null) {
            findings.add(failure(site.failure()));
        }
        List<String> warnings = site.warnings().stream()
                .filter(line -> !line.contains(SAID_ELSEWHERE))
                .toList();
        warnings.stream().limit(MAX_WARNINGS).forEach(line -> findings.add(Finding.warn(line, "")));
        if (warnings.size() > MAX_WARNINGS) {
            findings.add(Finding.warn(
                    (warnings.size() - MAX_WARNINGS) + " more warnings", "Run site-edge:build to see all of them."));
        }
        return findings;
    }

    private static Finding failure(String line) {
        String owner = FailureOwner.of(line);
        return owner.equals(NAME)
                ? Finding.error(line, "")
                : Finding.error("the site cannot be built", "Mend what the check " + owner + " names.");
    }
}
