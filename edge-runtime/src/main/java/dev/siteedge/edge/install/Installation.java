package dev.siteedge.edge.install;

import dev.siteedge.edge.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runtime on one machine: the jar without native libraries, those of this machine beside it, an archive of the classes
 * as this JVM has them after a {@link RehearsalProcess}, and a file of arguments for the {@code java} command, which is
 * written last. Starts in about half the time, with work that nobody waits for at a lower priority.
 */
public final class Installation {
    static final String JAR = "site-edge-runtime.jar";
    static final String ARCHIVE = "site-edge.jsa";
    static final String ARGUMENTS = "site-edge.args";

    private final Path folder;
    private final Optional<String> problem;

    private Installation(Path folder, Optional<String> problem) {
        this.folder = folder;
        this.problem = problem;
    }

    /**
     * Installs into a folder, in place of what was installed there; a runtime that runs from there goes on.
     *
     * @param jar the runtime's jar with everything in it
     * @param target made when it is missing
     * @param rehearsal the class whose main method, given an empty folder, uses what a server uses
     * @throws StartRefused when the target can't be written or has blanks in its name, or the jar lacks something
     */
    public static Installation make(Path jar, Path target, String rehearsal) {
        JarParts parts = new JarParts(jar);
        parts.requireWhole();
        Path folder = target.toAbsolutePath().normalize();
        if (folder.toUri().getRawPath().contains("%")) {
            // JDK 17 compares the jar's path with its URI, and then takes no class from the archive.
            throw new StartRefused(
                    "--to is wrong: " + folder
                            + "; a path of plain letters, digits and signs, without blanks. Choose another, such as /opt/site-edge.");
        }
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(ARGUMENTS));
            // An archive is bound to the jar's time and size.
            Files.deleteIfExists(folder.resolve(ARCHIVE));
            parts.write(folder);
            Optional<String> problem =
                    new RehearsalProcess(folder, options(folder), rehearsal).archive(folder.resolve(ARCHIVE));
            Installation made = new Installation(folder, problem);
            Replaced.write(made.arguments(), out -> Files.write(out, made.lines()));
            return made;
        } catch (IOException e) {
            throw new StartRefused("--to is wrong: " + target + "; a folder that can be written (" + e.getMessage()
                    + "). Choose another or change its mode.");
        }
    }

    /** What {@code java @FILE} takes. */
    public Path arguments() {
        return folder.resolve(ARGUMENTS);
    }

    /** Why there is no archive of classes; everything works without it, starts are slower. */
    public Optional<String> problem() {
        return problem;
    }

    /** What the JVM needs to find the libraries, in whatever way it is started. */
    private static List<String> options(Path folder) {
        return List.of("-Dorg.sqlite.lib.path=" + folder, "-Dorg.sqlite.lib.name=" + NativeLibraries.sqliteFile());
    }

    private List<String> lines() {
        List<String> arguments = new ArrayList<>(options(folder));
        if (problem.isEmpty()) {
            arguments.add("-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE));
        }
        arguments.addAll(Priorities.options());
        arguments.add("-jar");
        arguments.add(folder.resolve(JAR).toString());
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Made by the command install, for this folder, machine and JVM. Run it again when one of them changes.");
        arguments.forEach(argument -> lines.add(quoted(argument)));
        return lines;
    }

    /** As the java command reads argument files. */
    static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
