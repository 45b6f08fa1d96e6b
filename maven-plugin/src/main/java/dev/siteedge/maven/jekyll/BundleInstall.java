package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.GemEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Bundler in a child JVM, for a build that is to use the site's own gems. */
final class BundleInstall implements Bundle.Installer {
    private final BuildRequest request;
    private final BuildLog log;
    private final ChildOutput output;

    private BundleInstall(BuildRequest request, BuildLog log, Progress progress) {
        this.request = request;
        this.log = log;
        this.output = new ChildOutput(request.source(), log, progress);
    }

    /** The request with the gems that it asks for, installed. */
    static BuildRequest prepare(BuildRequest request, BuildLog log, Progress progress) {
        Path bundles = request.bundles();
        if (bundles == null) {
            return request;
        }
        Bundle bundle = Bundle.of(request.source(), bundles);
        bundle.ensure(new BundleInstall(request, log, progress));
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
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.line(line);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
