package dev.siteedge.edge.install;

import java.util.List;
import java.util.Locale;
import org.sqlite.util.OSInfo;

/**
 * Where the jar has the native libraries of DuckDB and SQLite. Both libraries' own loaders unpack theirs at every start;
 * outside of the jar DuckDB finds it beside the jar under the name it has in there, SQLite where a property says.
 */
final class NativeLibraries {
    private static final String DUCKDB = "libduckdb_java.so_";
    private static final String SQLITE_FOLDER = "org/sqlite/native/";

    private NativeLibraries() {}

    /** Whether an entry of the jar is a library, of whatever machine. */
    static boolean isLibrary(String entry) {
        return entry.startsWith(DUCKDB) || entry.startsWith(SQLITE_FOLDER);
    }

    /** The entries that this machine needs; DuckDB's comes first. */
    static List<String> ofThisMachine() {
        return List.of(
                DUCKDB + duckDbSystem() + "_" + duckDbProcessor(),
                SQLITE_FOLDER + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + sqliteFile());
    }

    /** What SQLite's driver looks for in the folder that it is told. */
    static String sqliteFile() {
        // The driver's own name for macOS, where the JVM's suffix would differ between versions.
        return OSInfo.getOSName().equals("Mac") ? "libsqlitejdbc.dylib" : System.mapLibraryName("sqlitejdbc");
    }

    private static String duckDbSystem() {
        String name = OSInfo.getOSName();
        return name.equals("Mac") ? "macos" : name.toLowerCase(Locale.ROOT);
    }

    private static String duckDbProcessor() {
        return OSInfo.getArchName().equals("x86_64") ? "amd64" : "arm64";
    }
}
