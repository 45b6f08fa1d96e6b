package dev.siteedge.edge.site;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/** Reads files of a release with what they lie compressed in, if that is of the same version. */
final class FileReader {
    /** Larger files are read from disk on each request. */
    private static final long MAX_BYTES_IN_MEMORY = 512 * 1024;

    private static final int MAX_LARGE_FILES = 10_000;

    private final Map<Version, Digest> largeDigests = new ConcurrentHashMap<>();

    /** What a file on disk was when its digest was worked out. */
    private record Version(Path path, long size, FileTime modified) {}

    /** @throws NoSuchFileException when the file is gone from disk */
    Encodings read(SiteFile file) throws IOException {
        boolean small = Files.size(file.path()) <= MAX_BYTES_IN_MEMORY;
        byte[] bytes = small ? Files.readAllBytes(file.path()) : null;
        Digest digest = bytes == null ? largeDigest(file.path()) : Digest.of(bytes);
        Map<Encoding, FileContent> compressed = new EnumMap<>(Encoding.class);
        file.compressed().forEach((encoding, path) -> {
            FileContent content = compressed(file, encoding, path, digest, small);
            if (content != null) {
                compressed.put(encoding, content);
            }
        });
        return new Encodings(content(file, file.path(), bytes, digest, null), compressed);
    }

    private @Nullable FileContent compressed(SiteFile file, Encoding encoding, Path path, Digest plain, boolean small) {
        try {
            if (encoding == Encoding.GZIP ? !plain.isOf(end(path)) : isOlder(path, file.path())) {
                return null;
            }
            byte[] bytes = small ? Files.readAllBytes(path) : null;
            return content(file, path, bytes, bytes == null ? largeDigest(path) : Digest.of(bytes), encoding);
        } catch (IOException e) {
            // Gone or unreadable: the plain file is there.
            return null;
        }
    }

    private static FileContent content(
            SiteFile file, Path path, byte @Nullable [] bytes, Digest digest, @Nullable Encoding encoding) {
        return new FileContent(
                file, ResourceFactory.root().newResource(path), bytes, digest.length(), digest.etag(), encoding);
    }

    /** Brotli keeps no digest of what it compressed. */
    private static boolean isOlder(Path path, Path than) throws IOException {
        return Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(than)) < 0;
    }

    private static byte[] end(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(8, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return end;
        }
    }

    private Digest largeDigest(Path path) throws IOException {
        Version version = new Version(path, Files.size(path), Files.getLastModifiedTime(path));
        Digest known = largeDigests.get(version);
        if (known != null) {
            return known;
        }
        Digest digest = Digest.of(path);
        if (largeDigests.size() < MAX_LARGE_FILES) {
            largeDigests.put(version, digest);
        }
        return digest;
    }
}
