package dev.siteedge.maven;

import dev.siteedge.maven.jekyll.Daemons;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the processes that {@code -Dsite-edge.daemon} has left waiting for the next build. */
@Mojo(name = "stop", requiresProject = false, threadSafe = true)
public final class StopMojo extends AbstractMojo {
    @Override
    public void execute() throws MojoFailureException {
        try {
            int stopped = Daemons.ofThisUser().stop();
            getLog().info(
                            stopped == 0
                                    ? "No daemon is running."
                                    : "Stopped " + stopped + (stopped == 1 ? " daemon." : " daemons."));
        } catch (IOException e) {
            throw new MojoFailureException("The daemons cannot be reached: " + e + ". Their numbers stand in"
                    + " ~/.cache/site-edge/daemons/*.pid; end them by hand.");
        }
    }
}
