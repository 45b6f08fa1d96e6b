package dev.siteedge.edge;

import dev.siteedge.edge.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of native libraries that DuckDB (70 MB) and SQLite unpack into the folder of temporary files, and delete when
 * the process ends by itself. One that is killed would leave them there, at every start more. On Linux a library stays
 * loaded when its file is gone; elsewhere nothing is done.
 */
final class UnpackedLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibraries.class);
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String SQLITE_FOLDER = "org.sqlite.lib.path";
    private static final long BYTES = 80 << 20;

    private UnpackedLibraries() {}

    /**
     * Looks, before anything is loaded, whether they can be unpacked. An installed runtime has them, and says so to SQLite.
     *
     * @throws StartRefused when not
     */
    static void requirePlace() {
        if (System.getProperty(SQLITE_FOLDER) == null) {
            requirePlace(temporary());
        }
    }

    static void requirePlace(Path folder) {
        String problem = problem(folder);
        if (!problem.isEmpty()) {
            throw new StartRefused("The folder for temporary files " + problem + ": " + folder
                    + "; native libraries are unpacked there. Name another with java -Djava.io.tmpdir=DIR, or start an installed"
                    + " runtime, see install in --help.");
        }
    }

    private static String problem(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "probe", ".so");
            try {
                // A file system that is mounted noexec executes nothing, whatever the file's mode.
                boolean may = !probe.toFile().setExecutable(true) || Files.isExecutable(probe);
                // Files.getFileStore() looks for the mount point, and finds none in some containers.
                boolean room = probe.toFile().getUsableSpace() >= BYTES;
                return !may ? "must not be mounted noexec" : !room ? "has less than 80 MiB left" : "";
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return "can't be written";
        }
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Deletes those that this process has loaded. */
    static void delete() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        try {
            for (Path copy : copies(MAPS, temporary())) {
                Files.deleteIfExists(copy);
                // SQLite's sign that the copy beside it is in use.
                Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + ".lck"));
            }
        } catch (IOException e) {
            LOG.debug("a copy of a native library stays until the process ends", e);
        }
    }

    /** @param maps address, permissions, offset, device, inode and path of what is mapped, see proc_pid_maps(5) */
    static List<Path> copies(Path maps, Path temporary) throws IOException {
        String start = temporary + "/";
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.filter(line -> line.contains(" " + start))
                    .map(line -> line.substring(line.indexOf(" " + start) + 1))
                    .filter(path -> isCopy(path.substring(start.length())))
                    .distinct()
                    .map(Path::of)
                    .toList();
        }
    }

    private static boolean isCopy(String name) {
        boolean duckdb = name.startsWith("libduckdb_java");
        boolean sqlite = name.startsWith("sqlite-");
        return (duckdb || sqlite) && name.endsWith(".so") && name.indexOf('/') < 0;
    }
}
