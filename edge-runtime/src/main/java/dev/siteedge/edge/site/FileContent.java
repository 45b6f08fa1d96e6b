package dev.siteedge.edge.site;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A file in one encoding, with an ETag over its bytes. Small files are held in memory, so that bytes and ETag always
 * belong together and a request costs no system call. Safe for use by many threads.
 */
final class FileContent implements HttpContent {
    /** Renditions of one URL are told apart by their ETag, never by a time: none is sent, see ConditionalFiles. */
    private static final Instant NO_TIME = Instant.EPOCH;

    private static final HttpField VARY =
            new PreEncodedHttpField(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());

    private final Resource resource;
    private final @Nullable ByteBuffer bytes;
    private final long length;
    private final HttpField contentType;
    private final HttpField contentLength;
    private final HttpField etag;
    private final @Nullable HttpField encoding;
    private final boolean varies;

    /**
     * @param bytes the content, null when it is read from disk each time
     * @param etag quoted
     * @param encoding null: as it is
     */
    FileContent(
            SiteFile file,
            Resource resource,
            byte @Nullable [] bytes,
            long length,
            String etag,
            @Nullable Encoding encoding) {
        this.resource = resource;
        this.bytes = bytes == null ? null : inMemory(bytes);
        this.length = length;
        this.contentType = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, file.contentType());
        this.contentLength = new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Long.toString(length));
        this.etag = new PreEncodedHttpField(HttpHeader.ETAG, etag);
        this.encoding = encoding == null ? null : encoding.field();
        this.varies = !file.compressed().isEmpty();
    }

    /** Outside the heap: what is sent from there is not copied on its way to the socket. */
    private static ByteBuffer inMemory(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    /** Whether it can be sent at once. */
    boolean held() {
        return bytes != null;
    }

    /**
     * Whether a client has it already.
     *
     * @param known the value of {@code If-None-Match}: {@code *} or ETags, weak or not, with commas between them
     */
    boolean isIn(String known) {
        String own = etag.getValue();
        int at = known.indexOf(own);
        // A quote can't stand inside an ETag: what matches with its quotes is one of the list.
        return at >= 0 || known.trim().equals("*");
    }

    /** All that an answer with this content says of it, but its length. */
    void describe(HttpFields.Mutable headers) {
        headers.put(etag);
        if (varies) {
            headers.put(VARY);
        }
    }

    /** Says what is sent, with its length, and what {@link #describe} says. */
    void head(HttpFields.Mutable headers) {
        headers.put(contentType);
        headers.put(contentLength);
        if (encoding != null) {
            headers.put(encoding);
        }
        describe(headers);
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
        return encoding;
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

    /** The encoding is chosen before Jetty sees the content. */
    @Override
    public Set<CompressedContentFormat> getPreCompressedContentFormats() {
        return Set.of();
    }
}
