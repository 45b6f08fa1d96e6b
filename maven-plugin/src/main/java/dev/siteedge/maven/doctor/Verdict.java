package dev.siteedge.maven.doctor;

import dev.siteedge.maven.doctor.Finding.Level;
import java.util.List;

/**
 * What all checks came to.
 *
 * @param checks how many checks ran
 * @param notRun how many had nothing to look at, as there was no built site
 * @param warnings how many findings are warnings
 * @param errors how many findings are errors
 */
public record Verdict(int checks, int notRun, int warnings, int errors) {
    static final Verdict NONE = new Verdict(0, 0, 0, 0);
    static final Verdict NOT_RUN = new Verdict(0, 1, 0, 0);

    static Verdict of(List<Finding> findings) {
        return new Verdict(1, 0, count(findings, Level.WARN), count(findings, Level.ERROR));
    }

    Verdict plus(Verdict other) {
        return new Verdict(
                checks + other.checks, notRun + other.notRun, warnings + other.warnings, errors + other.errors);
    }

    /** {@code 11 checks: 1 error, 0 warnings.} */
    public String summary() {
        return counted(checks, "check")
                + (notRun > 0 ? " (" + notRun + " more could not run)" : "")
                + ": "
                + counted(errors, "error")
                + ", "
                + counted(warnings, "warning")
                + ".";
    }

    private static int count(List<Finding> findings, Level level) {
        return (int)
                findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String counted(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
