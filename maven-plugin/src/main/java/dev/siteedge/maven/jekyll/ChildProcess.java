package dev.siteedge.maven.jekyll;

import dev.siteedge.maven.gems.GemEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A child JVM that builds a site as often as it is asked. Its standard input stays open for as long as we live: its end
 * tells the child that we are gone.
 */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final boolean makesArchive;
    private final ChildLink link;

    private ChildProcess(Process process, boolean makesArchive) {
        this.process = process;
        this.makesArchive = makesArchive;
        this.link = new ChildLink(process.getOutputStream(), process.getInputStream());
    }

    /**
     * @param files how many files the site's source holds
     * @param once whether it builds once
     * @param work a folder of the process's own, deleted by the caller
     * @throws JekyllBuildException when there is no Java to start
     */
    static ChildProcess start(BuildRequest request, int files, boolean once, Path work) {
        try {
            List<String> command = request.jvm().command(files, once, work);
            return new ChildProcess(prepare(request, command).start(), ClassArchive.isMadeBy(command));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A process with the folder and the variables that a build wants. */
    static ProcessBuilder prepare(BuildRequest request, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(request.source().toFile());
        builder.redirectErrorStream(true);
        GemEnvironment.apply(
                builder.environment(),
                request.jvm().gemPath(),
                request.options().environment());
        return builder;
    }

    void build(ChildRequest request, ChildOutput output) {
        try {
            link.build(request, output);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process, which one that built well may put off for the time it takes to write its archive. */
    @Override
    public void close() {
        if (makesArchive) {
            try {
                process.getOutputStream().close();
                return;
            } catch (IOException e) {
                // It has gone by itself.
            }
        }
        process.destroyForcibly();
    }

    private static JekyllBuildException failed(IOException e) {
        return new JekyllBuildException(
                "The build process could not be started or heard: " + e.getMessage()
                        + ". Look for a Java installation at " + System.getProperty("java.home") + ".",
                e);
    }
}
