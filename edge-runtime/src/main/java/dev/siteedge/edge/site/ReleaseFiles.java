package dev.siteedge.edge.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends the files of one release. What is in memory is answered here, with 304 where the client has it; large files, ranges
 * and rare conditions are left to Jetty's file service.
 */
final class ReleaseFiles {
    /** Outside the heap, where as much as the heap's limit is allowed. */
    private static final long MAX_CACHE_BYTES =
            Math.min(128L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 4);

    private final FileReader reader = new FileReader();
    private final ResourceService ranged = service(true);
    private final ResourceService whole = service(false);
    private final Cache<SiteFile, Encodings> small = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHE_BYTES)
            .<SiteFile, Encodings>weigher((file, encodings) -> encodings.weight())
            .build();

    private static ResourceService service(boolean ranges) {
        ResourceService service = new ConditionalFiles();
        service.setEtags(true);
        service.setDirAllowed(false);
        service.setAcceptRanges(ranges);
        service.setPrecompressedFormats(List.of());
        return service;
    }

    /**
     * Answers with a file, or 304, 206, 412 or 416 where the request asks for it, and completes the callback.
     *
     * @return false when the file is gone from disk: nothing was answered
     */
    boolean send(SiteFile file, Request request, Response response, Callback callback) throws IOException {
        Encodings encodings = encodings(file);
        if (encodings == null) {
            return false;
        }
        HttpFields headers = request.getHeaders();
        boolean part = headers.contains(HttpHeader.RANGE) && mayBeCut(file, encodings.plain(), headers);
        FileContent content = part ? encodings.plain() : encodings.preferredBy(request);
        String known = headers.get(HttpHeader.IF_NONE_MATCH);
        boolean asked = headers.contains(HttpHeader.IF_MATCH);
        if (known != null && !asked && content.isIn(known)) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            content.describe(response.getHeaders());
            response.write(true, ByteBuffer.allocate(0), callback);
        } else if (content.held() && !part && !asked) {
            content.head(response.getHeaders());
            content.writeTo(response, 0, -1, callback);
        } else {
            content.describe(response.getHeaders());
            boolean cut = part || !headers.contains(HttpHeader.RANGE) && content == encodings.plain() && !file.html();
            (cut ? ranged : whole).doGet(ConditionalFiles.asFile(request), response, callback, content);
        }
        return true;
    }

    /** Never pages: a part of one rendition must not be joined to a part of another. */
    private static boolean mayBeCut(SiteFile file, FileContent content, HttpFields headers) {
        String seen = headers.get(HttpHeader.IF_RANGE);
        return !file.html() && (seen == null || seen.equals(content.getETagValue()));
    }

    /** The file in the encoding that the request prefers, for answers that are not 200. Null when it is gone. */
    @Nullable FileContent whole(SiteFile file, Request request) throws IOException {
        Encodings encodings = encodings(file);
        return encodings == null ? null : encodings.preferredBy(request);
    }

    private @Nullable Encodings encodings(SiteFile file) throws IOException {
        Encodings cached = small.getIfPresent(file);
        if (cached != null) {
            return cached;
        }
        try {
            Encodings read = reader.read(file);
            if (read.plain().held()) {
                small.put(file, read);
            }
            return read;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
