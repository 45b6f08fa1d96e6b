package dev.siteedge.maven.jekyll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;

/** Writes the classes that this JVM has loaded into an archive for the next one. */
final class ClassArchiveWriter {
    /** Each is 40 MB: those of other versions of Java and of the plugin that were used last. */
    private static final int KEPT = 3;

    private ClassArchiveWriter() {}

    /** @throws IOException when there is no room, or this JVM can't; the next build tries again */
    static void write(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException("no place for an archive: " + file);
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            LoadedClasses.link(ClassArchiveWriter.class.getClassLoader());
            DiagnosticCommand.run("vmCds", "dynamic_dump", part.toString());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (JMException e) {
            throw new IOException("this JVM writes no archive", e);
        } finally {
            Files.deleteIfExists(part);
        }
        dropOld(folder);
    }

    private static void dropOld(Path folder) throws IOException {
        List<Path> archives;
        try (Stream<Path> files = Files.list(folder)) {
            archives = files.filter(name -> name.toString().endsWith(ClassArchive.SUFFIX))
                    .sorted(Comparator.comparing(ClassArchiveWriter::time).reversed())
                    .toList();
        }
        for (Path old : archives.subList(Math.min(KEPT, archives.size()), archives.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
