package dev.siteedge.maven.doctor;

import java.util.List;

/**
 * Whether a page lies where the edge itself answers, so that nobody would ever see it. The build knows, and fails; a site
 * that says that it knows, too, is left alone.
 */
final class ReservedPathsCheck implements Check {
    static final String NAME = "reserved paths";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Diagnosis site) {
        return site.failureFor(NAME).stream().toList();
    }
}
