package dev.siteedge.maven.doctor;

import dev.siteedge.maven.finish.Finish;
import dev.siteedge.maven.jekyll.BuildLog;
import dev.siteedge.maven.jekyll.BuildRequest;
import dev.siteedge.maven.jekyll.JekyllBuild;
import dev.siteedge.maven.jekyll.JekyllBuildException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a site into a folder of the doctor's own, reads what the checks want to know, and deletes the folder. */
record ScratchBuild(InstantSource clock, BuildLog log) {
    Diagnosis run(BuildRequest request, Path scratch) {
        try {
            delete(scratch);
            Files.createDirectories(scratch);
            try {
                return build(request, scratch.resolve("site"));
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new JekyllBuildException("The doctor's folder cannot be used: " + scratch + " (" + e
                    + "). Give yourself the right to write it, and look for free space on the disk.");
        }
    }

    private Diagnosis build(BuildRequest request, Path site) throws IOException {
        CollectedLog quiet = new CollectedLog(log);
        String failure = failure(into(request, site), quiet);
        SiteConfig config = SiteConfig.read(request);
        return new Diagnosis(
                request.source(),
                config,
                request.bundles() == null ? InstalledGems.of(request.jvm()) : InstalledGems.OF_THE_BUNDLE,
                request.inject(),
                failure == null ? BuiltSite.read(site) : null,
                failure,
                quiet.warnings(),
                clock.instant());
    }

    private @Nullable String failure(BuildRequest request, BuildLog quiet) {
        try (JekyllBuild build = JekyllBuild.cold(clock, quiet)) {
            build.run(request);
            return null;
        } catch (JekyllBuildException e) {
            return e.getMessage();
        }
    }

    /** A warning does not end the build: the doctor wants to see more than the first problem. */
    private static BuildRequest into(BuildRequest request, Path site) {
        return new BuildRequest(
                request.source(),
                request.sourceFixed(),
                site,
                request.config(),
                request.exclude(),
                request.options(),
                Finish.baked(request.inject()),
                false,
                request.trace(),
                request.timeoutSeconds(),
                request.bundles(),
                request.jvm());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
