package dev.siteedge.edge.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/** Sends the files of one release: Jetty's conditional requests, ranges and precompressed formats over our content. */
final class ReleaseFiles {
    /** In the order of preference where a client has none. */
    static final List<CompressedContentFormat> PRECOMPRESSED =
            List.of(CompressedContentFormat.BR, CompressedContentFormat.GZIP);

    /** Larger files are read from disk on each request. */
    private static final long MAX_BYTES_IN_MEMORY = 512 * 1024;

    private static final long MAX_CACHE_BYTES = 64L * 1024 * 1024;
    private static final int MAX_LARGE_FILES = 10_000;
    private static final int ETAG_BYTES = 12;
    private static final int READ_BYTES = 64 * 1024;

    private final FileIndex index;
    private final ResourceService ranged = service(true);
    private final ResourceService whole = service(false);
    private final Cache<String, FileContent> small = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHE_BYTES)
            .<String, FileContent>weigher((name, content) -> (int) content.getContentLengthValue() + 1_024)
            .build();
    private final Cache<Version, String> largeTags =
            Caffeine.newBuilder().maximumSize(MAX_LARGE_FILES).build();

    /** What a file on disk was when its ETag was worked out. */
    private record Version(String name, long size, FileTime modified) {}

    ReleaseFiles(FileIndex index) {
        this.index = index;
    }

    private ResourceService service(boolean ranges) {
        ResourceService service = new ConditionalFiles();
        service.setEtags(true);
        service.setDirAllowed(false);
        service.setAcceptRanges(ranges);
        service.setPrecompressedFormats(PRECOMPRESSED);
        service.setHttpContentFactory(this::content);
        return service;
    }

    /**
     * Answers with a file, or 304, 206, 412 or 416 where the request asks for it, and completes the callback.
     *
     * @return false when the file is gone from disk: nothing was answered
     */
    boolean send(SiteFile file, Request request, Response response, Callback callback) throws IOException {
        HttpContent content = whole(file, request);
        if (content == null) {
            return false;
        }
        Request asFile = ConditionalFiles.asFile(request);
        (mayBeCut(file, content, request) ? ranged : whole).doGet(asFile, response, callback, content);
        return true;
    }

    /** Never pages: a part of one rendition must not be joined to a part of another. */
    private static boolean mayBeCut(SiteFile file, HttpContent content, Request request) {
        String seen = request.getHeaders().get(HttpHeader.IF_RANGE);
        return !file.html() && (seen == null || seen.equals(content.getETagValue()));
    }

    /** The file in the encoding that the request prefers, for answers that are not 200. Null when it is gone. */
    @Nullable HttpContent whole(SiteFile file, Request request) throws IOException {
        return whole.getContent(file.name(), request);
    }

    private @Nullable HttpContent content(String name) throws IOException {
        SiteFile file = index.any(name);
        FileContent cached = small.getIfPresent(name);
        if (file == null || cached != null) {
            return cached;
        }
        try {
            long size = Files.size(file.path());
            return size <= MAX_BYTES_IN_MEMORY ? inMemory(file) : onDisk(file, size);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private FileContent inMemory(SiteFile file) throws IOException {
        byte[] bytes = Files.readAllBytes(file.path());
        FileContent content = new FileContent(
                file,
                ResourceFactory.root().newResource(file.path()),
                bytes,
                bytes.length,
                etag(sha256().digest(bytes)));
        small.put(file.name(), content);
        return content;
    }

    private FileContent onDisk(SiteFile file, long size) throws IOException {
        Version version = new Version(file.name(), size, Files.getLastModifiedTime(file.path()));
        String etag = largeTags.getIfPresent(version);
        if (etag == null) {
            etag = etag(digest(file));
            largeTags.put(version, etag);
        }
        return new FileContent(file, ResourceFactory.root().newResource(file.path()), null, size, etag);
    }

    private static byte[] digest(SiteFile file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[READ_BYTES];
        try (InputStream in = Files.newInputStream(file.path())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return digest.digest();
    }

    private static String etag(byte[] digest) {
        byte[] start = Arrays.copyOf(digest, ETAG_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
