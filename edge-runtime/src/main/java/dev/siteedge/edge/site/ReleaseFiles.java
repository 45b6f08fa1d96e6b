package dev.siteedge.edge.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Consumer;
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
    private final Cache<String, Encodings> small = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHE_BYTES)
            .<String, Encodings>weigher((name, encodings) -> encodings.weight())
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
     * Hands on a file's content: at once when it is in memory, else on another thread, which may read the disk.
     *
     * @param then given null when the file is gone from disk
     */
    void find(SiteFile file, Request request, Failing failing, Consumer<@Nullable Encodings> then) {
        Encodings cached = small.getIfPresent(file.name());
        if (cached != null) {
            then.accept(cached);
            return;
        }
        request.getComponents().getExecutor().execute(() -> {
            try {
                then.accept(read(file));
            } catch (IOException | RuntimeException e) {
                failing.failed(e);
            }
        });
    }

    /** What becomes of a failure on another thread. */
    interface Failing {
        void failed(Throwable failure);
    }

    /** Answers with a file, or 304, 206, 412 or 416 where the request asks for it, and completes the callback. */
    void send(SiteFile file, Encodings encodings, Request request, Response response, Callback callback) {
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
    }

    /** Never pages: a part of one rendition must not be joined to a part of another. */
    private static boolean mayBeCut(SiteFile file, FileContent content, HttpFields headers) {
        String seen = headers.get(HttpHeader.IF_RANGE);
        return !file.html() && (seen == null || seen.equals(content.getETagValue()));
    }

    private @Nullable Encodings read(SiteFile file) throws IOException {
        try {
            Encodings read = reader.read(file);
            if (read.plain().held()) {
                small.put(file.name(), read);
            }
            return read;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
