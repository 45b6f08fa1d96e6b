package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.GemEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Bundler in a child JVM, for a build that is to use the site's own gems. */
final class BundleInstall implements Bundle.Installer {
    private final BuildRequest request;
    private final BuildLog log;
    private final ChildOutput output;
    private volatile boolean late;

    private BundleInstall(BuildRequest request, BuildLog log, Progress progress) {
        this.request = request;
        this.log = log;
        this.output = new ChildOutput(request.source(), log, progress);
    }

    /** The request with the gems that it asks for, installed. */
    static BuildRequest prepare(BuildRequest request, BuildLog log, InstantSource clock) {
        Path bundles = request.bundles();
        if (bundles == null) {
            return request;
        }
        Bundle bundle = Bundle.of(request.source(), bundles);
        bundle.ensure(new BundleInstall(request, log, new Progress(clock, log)), clock.instant());
        return request.with(request.jvm().withBundle(bundle.stamp()));
    }

    @Override
    public void install(Bundle bundle) {
        log.info("Installing the gems of the Gemfile into " + bundle.folder() + ".");
        try {
            run(bundle);
        } catch (IOException e) {
            throw new JekyllBuildException(
                    "Bundler's process could not be started or heard: " + e.getMessage()
                            + ". Look for a Java installation at " + System.getProperty("java.home") + ".",
                    e);
        }
        output.failure().ifPresent(failure -> {
            if (request.trace()) {
                failure.field(1).lines().forEach(log::error);
            }
            throw new JekyllBuildException(failure.field(0));
        });
        if (late) {
            throw new JekyllBuildException("Bundler is not ready after " + request.timeoutSeconds()
                    + " s. Look whether the Gemfile's sources answer, or give it more time with"
                    + " -Dsite-edge.timeout.");
        }
        if (!output.ended()) {
            throw new JekyllBuildException(
                    "Bundler's process ended without a word. Look at the lines above and run again.");
        }
    }

    private void run(Bundle bundle) throws IOException {
        List<String> command = new ArrayList<>(request.jvm().command(0, false, bundle.folder(), BundleMain.class));
        command.addAll(List.of(
                bundle.gemfile().toString(),
                bundle.folder().toString(),
                bundle.stamp().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(request.source().toFile());
        builder.redirectErrorStream(true);
        GemEnvironment.applyForBundler(
                builder.environment(), bundle.folder(), request.options().environment());
        Process process = builder.start();
        process.getOutputStream().close();
        Thread limit = new Thread(() -> endLate(process), "site-edge bundle limit");
        limit.setDaemon(true);
        limit.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.line(line);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Ends Bundler, which waits for its servers, when its time is over. */
    private void endLate(Process process) {
        try {
            if (request.timeoutSeconds() > 0 && !process.waitFor(request.timeoutSeconds(), TimeUnit.SECONDS)) {
                late = true;
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
