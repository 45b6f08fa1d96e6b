package dev.siteedge.edge.site;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A file as Jetty sends it, with an ETag over its bytes. Small files are held in memory, so that bytes and ETag always
 * belong together and a request costs no system call.
 */
final class FileContent implements HttpContent {
    /** Renditions of one URL are told apart by their ETag, never by a time: none is sent, see ConditionalFiles. */
    private static final Instant NO_TIME = Instant.EPOCH;

    private final Resource resource;
    private final @Nullable ByteBuffer bytes;
    private final long length;
    private final HttpField contentType;
    private final HttpField contentLength;
    private final HttpField etag;
    private final Set<CompressedContentFormat> precompressed;

    /**
     * @param bytes the file's content, null when it is read from disk each time
     * @param etag quoted
     */
    FileContent(SiteFile file, Resource resource, byte @Nullable [] bytes, long length, String etag) {
        this.resource = resource;
        this.bytes = bytes == null ? null : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        this.length = length;
        this.contentType = new HttpField(HttpHeader.CONTENT_TYPE, file.contentType());
        this.contentLength = new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, length);
        this.etag = new HttpField(HttpHeader.ETAG, etag);
        this.precompressed = file.precompressed();
    }

    @Override
    public void writeTo(Content.Sink sink, long offset, long count, Callback callback) {
        if (bytes == null) {
            new ResourceHttpContent(resource, contentType.getValue()).writeTo(sink, offset, count, callback);
            return;
        }
        int from = Math.toIntExact(Math.max(0, offset));
        int available = bytes.limit() - from;
        sink.write(true, bytes.slice(from, count < 0 ? available : (int) Math.min(count, available)), callback);
    }

    @Override
    public HttpField getContentType() {
        return contentType;
    }

    @Override
    public @Nullable HttpField getContentEncoding() {
        return null;
    }

    @Override
    public HttpField getContentLength() {
        return contentLength;
    }

    @Override
    public @Nullable HttpField getLastModified() {
        return null;
    }

    @Override
    public HttpField getETag() {
        return etag;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return MimeTypes.getCharsetFromContentType(contentType.getValue());
    }

    @Override
    public MimeTypes.@Nullable Type getMimeType() {
        return MimeTypes.getMimeTypeFromContentType(contentType);
    }

    @Override
    public Instant getLastModifiedInstant() {
        return NO_TIME;
    }

    @Override
    public long getContentLengthValue() {
        return length;
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public Set<CompressedContentFormat> getPreCompressedContentFormats() {
        return precompressed;
    }
}
