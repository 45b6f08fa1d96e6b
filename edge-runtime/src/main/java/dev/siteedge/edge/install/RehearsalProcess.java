package dev.siteedge.edge.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM in which the installed runtime serves for a moment, and which archives the classes it used when it ends. */
final class RehearsalProcess {
    private static final int LIMIT_SECONDS = 120;

    private final Path folder;
    private final List<String> options;
    private final String main;

    /**
     * @param folder that the runtime is installed in
     * @param options of the JVM
     * @param main the class to run, which is given an empty folder
     */
    RehearsalProcess(Path folder, List<String> options, String main) {
        this.folder = folder;
        this.options = options;
        this.main = main;
    }

    /** Writes the archive, which must not be there; why there is none, in one line, if there is none. */
    Optional<String> archive(Path archive) throws IOException {
        Path work = Files.createTempDirectory(folder, "rehearsal");
        try {
            Path made = work.resolve("classes.jsa");
            Path output = work.resolve("output.txt");
            int code = run(made, Files.createDirectory(work.resolve("used")), output);
            if (code != 0 || !Files.exists(made)) {
                return Optional.of(lastLine(output, code));
            }
            Files.move(made, archive);
            return Optional.empty();
        } finally {
            delete(work);
        }
    }

    private int run(Path archive, Path used, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-XX:ArchiveClassesAtExit=" + archive);
        command.addAll(List.of("-cp", folder.resolve(Installation.JAR).toString(), main, used.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path output, int code) throws IOException {
        String text = Files.readString(output, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "the rehearsal ended with " + code : text.substring(text.lastIndexOf('\n') + 1);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
