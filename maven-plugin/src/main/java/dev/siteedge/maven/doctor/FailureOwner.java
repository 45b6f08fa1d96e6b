package dev.siteedge.maven.doctor;

import java.util.regex.Pattern;

/**
 * Which check a build's failure belongs to, so that it is said once and under the name under which it is looked for.
 */
final class FailureOwner {
    private static final Pattern PERMALINKS = Pattern.compile("Destination is shared: .*");
    private static final Pattern RESERVED = Pattern.compile(".*: the edge answers /\\w+ itself ");
    private static final Pattern GEMS = Pattern.compile(
            ".*: (?:gem is (?:unknown|native|not in the bundle)|gem cannot be loaded|Bundler cannot).*");
    private static final Pattern EXPERIMENTS = Pattern.compile(
            "_data/experiments\\.|.*\\bexperiments? '|feature_flags\\.experiments_url:|.* renditions\\b");
    private static final Pattern EDGE =
            Pattern.compile("SITE_EDGE_TOKEN is wrong|.*feature_flags\\.experiments_url is wrong");

    private FailureOwner() {}

    static String of(String failure) {
        if (PERMALINKS.matcher(failure).lookingAt()) {
            return PermalinksCheck.NAME;
        }
        if (RESERVED.matcher(failure).lookingAt()) {
            return ReservedPathsCheck.NAME;
        }
        if (GEMS.matcher(failure).lookingAt()) {
            return GemsCheck.NAME;
        }
        if (EDGE.matcher(failure).lookingAt()) {
            return EdgeCheck.NAME;
        }
        return EXPERIMENTS.matcher(failure).lookingAt() ? ExperimentsCheck.NAME : BuildCheck.NAME;
    }
}
