package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import dev.siteedge.edge.install.Installation;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** {@code install}: makes a folder that the edge starts from in half the time. */
final class InstallCommand {
    private final CommandLine line;
    private final PrintStream out;

    InstallCommand(CommandLine line, PrintStream out) {
        this.line = line;
        this.out = out;
    }

    void run() {
        line.allow("--to");
        Path target = line.requiredPath("--to", "Name the folder to install into.");
        Installation made = Installation.make(jar(), target, Rehearsal.class.getName());
        made.problem()
                .ifPresent(why -> out.println("starts are slower, as this JVM has no archive of classes: " + why));
        out.println("start it with: java @" + made.arguments() + " --data DIR --site DIR");
    }

    private static Path jar() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new StartRefused("the jar's folder has a name that is no URI: " + e.getInput() + ". Move the jar.");
        }
    }
}
