package dev.siteedge.maven.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the checks look at.
 *
 * @param source the site's folder
 * @param config what its configuration files say
 * @param gems what is there without installing anything
 * @param inject what the command line says of the tracker; null leaves the word to {@code site_edge.inject}
 * @param built the built site, null when the build failed
 * @param failure the one line with which the build failed, null when it did not
 * @param warnings what the build warned of
 * @param now when the doctor came
 */
record Diagnosis(
        Path source,
        SiteConfig config,
        InstalledGems gems,
        @Nullable Boolean inject,
        @Nullable BuiltSite built,
        @Nullable String failure,
        List<String> warnings,
        Instant now) {

    /**
     * The site, for a check that {@linkplain Check#needsBuild() needs} it.
     *
     * @throws IllegalStateException when there is none
     */
    BuiltSite site() {
        if (built == null) {
            throw new IllegalStateException("The check runs without a built site, and said that it needs one");
        }
        return built;
    }

    /** The build's failure, when it is about what this check looks at. */
    Optional<Finding> failureFor(String check) {
        return failure != null && FailureOwner.of(failure).equals(check)
                ? Optional.of(Finding.error(failure, ""))
                : Optional.empty();
    }
}
