package dev.siteedge.edge.simulation;

import dev.siteedge.edge.log.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A data folder: the log on a simulated disk, the other files in a real folder. It outlives the processes on it. */
record Machine(int number, Path folder, SimulatedDisk disk) {
    static Machine fresh(int number, Path root) {
        return new Machine(number, root.resolve("m" + number), new SimulatedDisk());
    }

    /** A backup of the folder, taken now. */
    Machine copy(int newNumber, Path root) {
        Machine copy = new Machine(newNumber, root.resolve("m" + newNumber), disk.copy());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path target = copy.folder.resolve(folder.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Objects have to be fetched again. */
    void loseCache() {
        delete(folder.resolve("cache"), false);
    }

    static void delete(Path folder, boolean itself) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                if (itself || !file.equals(folder)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
