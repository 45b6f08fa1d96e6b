package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.GemEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Starts the child JVM, hands it the request and listens until it ends. The child's standard input stays open for as
 * long as we live: its end tells the child that we are gone.
 */
final class ChildProcess {
    private ChildProcess() {}

    static void run(BuildRequest request, ChildRequest childRequest, int files, ChildOutput output) {
        try {
            Process process = start(request, files);
            try {
                listen(process, childRequest, output);
            } finally {
                // After a failure of ours, or an interrupt; otherwise it has ended already.
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new JekyllBuildException(
                    "The build process could not be started or heard: " + e.getMessage()
                            + ". Look for a Java installation at " + System.getProperty("java.home") + ".",
                    e);
        }
    }

    private static Process start(BuildRequest request, int files) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(request.jvm().command(files));
        builder.directory(request.source().toFile());
        builder.redirectErrorStream(true);
        GemEnvironment.apply(
                builder.environment(),
                request.jvm().gemPath(),
                request.options().environment());
        return builder.start();
    }

    private static void listen(Process process, ChildRequest request, ChildOutput output) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            try {
                request.write(process.getOutputStream());
            } catch (IOException e) {
                // It ended at once; what it printed says why.
                output.line(e.toString());
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.line(line);
            }
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JekyllBuildException("The build was interrupted. Start it again.", e);
        }
    }
}
