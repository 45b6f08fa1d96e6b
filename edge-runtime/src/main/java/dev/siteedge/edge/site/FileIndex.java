package dev.siteedge.edge.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every file of a release by its name, listed once. A request is answered by an exact look-up in here: nothing that is not
 * listed can be reached, however a path is spelled. Symbolic links are not followed. Immutable.
 */
final class FileIndex {
    private static final String OWN_FOLDER = "_edge";
    private static final Set<String> NEVER_SERVED =
            Set.of("_redirects", "_redirects.br", "_redirects.gz", "_headers", "_headers.br", "_headers.gz");
    /** Where the build puts what it compressed: the folder of the site is Jekyll's. */
    private static final String COMPRESSED = "_edge/compressed/";

    private static final String WELL_KNOWN = ".well-known";

    private final Map<String, SiteFile> published = new HashMap<>();
    private final Map<String, SiteFile> own = new HashMap<>();

    /** @throws IOException when the folder can't be listed */
    FileIndex(Path folder) throws IOException {
        Map<String, Path> found = new HashMap<>();
        Files.walkFileTree(folder, new Listing(folder, found));
        found.forEach((name, path) -> {
            SiteFile file = new SiteFile(name, path, ContentTypes.of(name), compressed(name, found));
            (name.startsWith(OWN_FOLDER + "/") ? own : published).put(name, file);
        });
    }

    /** What the build compressed, and what the site itself brings beside its files, as nginx has it. */
    private static Map<Encoding, Path> compressed(String name, Map<String, Path> found) {
        Map<Encoding, Path> compressed = new EnumMap<>(Encoding.class);
        for (Encoding encoding : Encoding.values()) {
            Path beside = found.get(name + encoding.extension());
            Path built = found.getOrDefault(COMPRESSED + name + encoding.extension(), beside);
            if (built != null) {
                compressed.put(encoding, built);
            }
        }
        return compressed;
    }

    /** A file that has a URL of its own, null when there is none of that name. */
    @Nullable SiteFile published(String name) {
        return published.get(name);
    }

    /** Any file, those under {@code _edge/} included: for names from the manifest, never for names from a request. */
    @Nullable SiteFile any(String name) {
        SiteFile file = published.get(name);
        return file == null ? own.get(name) : file;
    }

    int size() {
        return published.size() + own.size();
    }

    /** Collects names, without hidden files and what hosts read instead of serving. */
    private static final class Listing extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final Map<String, Path> found;

        Listing(Path folder, Map<String, Path> found) {
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skip = !directory.equals(folder)
                    && hidden(directory)
                    && !name(directory).equals(WELL_KNOWN);
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(file);
            if (attributes.isRegularFile() && !hidden(file) && !NEVER_SERVED.contains(name)) {
                found.put(name, file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // A file that goes away while the folder is listed is simply not part of the release.
            return FileVisitResult.CONTINUE;
        }

        private static boolean hidden(Path path) {
            return String.valueOf(path.getFileName()).startsWith(".");
        }

        private String name(Path path) {
            return folder.relativize(path)
                    .toString()
                    .replace(path.getFileSystem().getSeparator(), "/");
        }
    }
}
