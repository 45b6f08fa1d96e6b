package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Builds a site: a child JVM writes it beside the destination and makes it ready, then the new site takes the old one's
 * place. When anything fails the old site stays as it was.
 *
 * <p>Used by the goals. One build per
 * destination at a time, in any process; {@link #run} blocks its thread.
 */
public final class JekyllBuild implements AutoCloseable {
    /** How the name of the folder ends in which a build prepares its site, beside the destination. */
    public static final String STAGING_SUFFIX = Staging.SUFFIX;

    private static final Duration DAEMON_IDLE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final BuildLog log;
    private final BuildJvm jvm;

    JekyllBuild(InstantSource clock, BuildLog log, BuildJvm jvm) {
        this.clock = clock;
        this.log = log;
        this.jvm = jvm;
    }

    /** Each build in a JVM of its own. */
    public static JekyllBuild cold(InstantSource clock, BuildLog log) {
        return new JekyllBuild(clock, log, BuildJvm.fresh());
    }

    /** All builds in one JVM, which lives until {@link #close}: the first takes as long as a cold one. */
    public static JekyllBuild warm(InstantSource clock, BuildLog log) {
        return new JekyllBuild(clock, log, new KeptJvm());
    }

    /**
     * @throws JekyllBuildException with one line for the user
     */
    public BuildResult run(BuildRequest wanted) {
        return run(wanted, new GiveWay(log)).orElseThrow();
    }

    /**
     * The same, of a build that nobody waits for.
     *
     * @param giveWay may be asked, on any thread
     * @return empty when the build gave way: the old site is there
     * @throws JekyllBuildException with one line for the user
     */
    public Optional<BuildResult> run(BuildRequest wanted, GiveWay giveWay) {
        SourceCheck.check(wanted);
        Instant start = clock.instant();
        BuildRequest request = BundleInstall.prepare(wanted, log, clock);
        try (Staging staging = Staging.open(request.destination())) {
            ChildOutput output = new ChildOutput(request.source(), log, new Progress(clock, log));
            giveWay.by(staging.giveWay());
            try {
                jvm.build(request, staging, files(request.source()), output);
            } finally {
                giveWay.ended();
            }
            if (output.gaveWay()) {
                return Optional.empty();
            }
            int pages = pages(request, output);
            failOnWarnings(request, output);
            staging.swap();
            Duration time = Duration.between(start, clock.instant());
            return Optional.of(
                    new BuildResult(staging.destination(), pages, output.tracked(), output.warnings(), time));
        }
    }

    /**
     * Puts the page of one changed source file into the built site, with all else as the last build left it: in a warm
     * JVM a matter of milliseconds. {@link #run} is to follow, which puts right whatever else the change reaches.
     *
     * @return whether the page could be had that way
     */
    public boolean showPage(BuildRequest request, Path file) {
        if (!(jvm instanceof KeptJvm kept)) {
            return false;
        }
        try (Staging staging = Staging.open(request.destination())) {
            ChildOutput output = new ChildOutput(request.source(), log, new Progress(clock, log));
            kept.page(request, staging, file, output);
            boolean rendered = output.pages().orElse(0) > 0;
            if (rendered) {
                Folders.moveFiles(staging.site(), staging.destination());
            }
            return rendered;
        } catch (IOException e) {
            // The whole build, which follows, meets it too and says what to do.
            log.debug("The changed page alone: " + e);
            return false;
        }
    }

    /** Builds in a JVM that outlives this one, for the next build of the same site. */
    public static JekyllBuild daemon(InstantSource clock, BuildLog log) {
        return new JekyllBuild(clock, log, new DaemonJvm(DaemonJvm.home(), DAEMON_IDLE, log));
    }

    @Override
    public void close() {
        if (jvm instanceof KeptJvm kept) {
            kept.close();
        }
    }

    private int pages(BuildRequest request, ChildOutput output) {
        if (output.failure().isPresent()) {
            ChildMessage failure = output.failure().get();
            if (request.trace()) {
                failure.field(1).lines().forEach(log::error);
            }
            throw new JekyllBuildException(failure.field(0));
        }
        return output.pages()
                .orElseThrow(() -> new JekyllBuildException(output.lastWords()
                        .orElse(jvm.name()
                                + " ended without a word, in the middle of the build. Look at the lines above"
                                + " and run again; if it was killed for lack of memory, give it less heap, such as"
                                + " -Dsite-edge.jvmArgs=-Xmx1g.")));
    }

    private static void failOnWarnings(BuildRequest request, ChildOutput output) {
        if (request.failOnWarnings() && output.warnings() > 0) {
            throw new JekyllBuildException("The build gave warnings: " + output.warnings()
                    + "; failOn is WARN. Mend what they name above, or leave -Dsite-edge.failOn=WARN out.");
        }
    }

    private static int files(Path source) {
        try {
            return Folders.count(source, ChildJvm.FILES_OF_A_LARGE_SITE);
        } catch (IOException e) {
            // Jekyll reads the same folder and says what is wrong with it.
            return Files.isDirectory(source) ? ChildJvm.FILES_OF_A_LARGE_SITE : 0;
        }
    }
}
