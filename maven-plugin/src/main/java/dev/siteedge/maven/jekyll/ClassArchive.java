package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The classes that a build loads, parsed and checked (the JVM's class data sharing): a child that maps the archive of an
 * earlier one loads 6,000 classes less. It belongs to one Java and one class path, and is made by the first child that
 * lacks it, after its build, when nobody waits any more.
 *
 * @param file need not exist
 */
record ClassArchive(Path file) {
    /** The system property by which a child is told where to write the archive when its builds are over. */
    static final String WANTED = "site-edge.archive";

    static final String SUFFIX = ".jsa";

    /** Prints to standard output otherwise, which is ours. */
    private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    /** Where archives of this user are kept. */
    static Path home() {
        return Path.of(System.getProperty("user.home"), ".cache", "site-edge", "classes");
    }

    /** Empty where the JVM can't have one: it takes nothing but jars. */
    static Optional<ClassArchive> of(Path home, List<Path> classPath) {
        List<String> parts =
                new ArrayList<>(List.of(System.getProperty("java.vm.version"), System.getProperty("java.home")));
        try {
            for (Path entry : classPath) {
                if (Files.isDirectory(entry)) {
                    return Optional.empty();
                }
                // A snapshot that was installed again has the same name.
                parts.add(entry + " " + Files.size(entry) + " " + Files.getLastModifiedTime(entry));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        String key = Digests.key(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return Optional.of(new ClassArchive(home.resolve(key + SUFFIX)));
    }

    /**
     * What a child JVM is started with.
     *
     * @param once whether the child ends after one build, and so may make the archive
     * @param environment on a CI machine that is thrown away nobody would use it
     */
    List<String> arguments(boolean once, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(QUIET);
        if (Files.isRegularFile(file)) {
            arguments.add("-XX:SharedArchiveFile=" + file);
        } else if (once && !environment.containsKey("CI")) {
            arguments.addAll(List.of("-XX:+RecordDynamicDumpInfo", "-D" + WANTED + "=" + file));
        }
        return arguments;
    }

    /** Whether a child with these arguments is to be left alone after its build. */
    static boolean isMadeBy(List<String> command) {
        return command.stream().anyMatch(argument -> argument.startsWith("-D" + WANTED + "="));
    }
}
