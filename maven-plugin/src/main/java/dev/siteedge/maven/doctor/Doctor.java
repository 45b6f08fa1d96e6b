package dev.siteedge.maven.doctor;

import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Builds a site beside the user's, runs every check on it, and says each check's findings in lines of their own.
 *
 * <p>Used by the goal, on Maven's thread. Leaves the user's destination alone, and nothing behind.
 */
public final class Doctor {
    private final InstantSource clock;
    private final BuildLog log;
    private final List<Check> checks;

    Doctor(InstantSource clock, BuildLog log, List<Check> checks) {
        this.clock = clock;
        this.log = log;
        this.checks = List.copyOf(checks);
    }

    /** One that knows every check. */
    public static Doctor of(InstantSource clock, BuildLog log) {
        return new Doctor(
                clock,
                log,
                List.of(
                        JavaCheck.ofThisJvm(),
                        new ConfigurationCheck(),
                        new GemsCheck(),
                        new BuildCheck(),
                        new ExperimentsCheck(),
                        new PermalinksCheck(),
                        new ReservedPathsCheck(),
                        new ListingsCheck(),
                        new TrackerCheck(),
                        new PolicyCheck(),
                        new EdgeCheck(EdgeProbe.overHttp(System.getenv("SITE_EDGE_TOKEN")))));
    }

    /**
     * @param request the build as {@code site-edge:build} would run it; its destination is not used
     * @param scratch a folder to build into, made and deleted
     */
    public Verdict examine(BuildRequest request, Path scratch) {
        return say(new ScratchBuild(clock, log).run(request, scratch));
    }

    Verdict say(Diagnosis site) {
        Verdict verdict = Verdict.NONE;
        for (Check check : checks) {
            verdict = verdict.plus(say(check, site));
        }
        log.info(verdict.summary());
        return verdict;
    }

    private Verdict say(Check check, Diagnosis site) {
        if (check.needsBuild()
                && site.built() == null
                && site.failureFor(check.name()).isEmpty()) {
            log.info("--   " + check.name() + ": not looked at, as there is no site to look at.");
            return Verdict.NOT_RUN;
        }
        List<Finding> findings = check.run(site);
        if (findings.isEmpty()) {
            log.info(Finding.okLine(check.name()));
        }
        findings.forEach(finding -> say(finding.level(), finding.line(check.name())));
        return Verdict.of(findings);
    }

    private void say(Finding.Level level, String line) {
        switch (level) {
            case OK -> log.info(line);
            case WARN -> log.warn(line);
            case ERROR -> log.error(line);
        }
    }
}
