package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.GemEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A child JVM that builds a site as often as it is asked. Its standard input stays open for as long as we live: its end
 * tells the child that we are gone.
 */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private ChildProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * @param files how many files the site's source holds
     * @param work a folder of the process's own, deleted by the caller
     * @throws JekyllBuildException when there is no Java to start
     */
    static ChildProcess start(BuildRequest request, int files, Path work) {
        ProcessBuilder builder = new ProcessBuilder(request.jvm().command(files, work));
        builder.directory(request.source().toFile());
        builder.redirectErrorStream(true);
        GemEnvironment.apply(
                builder.environment(),
                request.jvm().gemPath(),
                request.options().environment());
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Builds once; whether that went well stands in the output. */
    void build(ChildRequest request, ChildOutput output) {
        try {
            try {
                request.write(process.getOutputStream());
            } catch (IOException e) {
                // It ended at once; what it printed says why.
                output.line(e.toString());
            }
            while (!output.ended()) {
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                output.line(line);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static JekyllBuildException failed(IOException e) {
        return new JekyllBuildException(
                "The build process could not be started or heard: " + e.getMessage()
                        + ". Look for a Java installation at " + System.getProperty("java.home") + ".",
                e);
    }
}
