package dev.siteedge.edge.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends the body of a page that was not found: whole and unconditionally, whatever the request asked for. */
final class Content404 {
    private static final byte[] PLAIN = "Not found\n".getBytes(StandardCharsets.UTF_8);

    private Content404() {}

    static void write(FileContent content, Response response, Callback callback) {
        content.head(response.getHeaders());
        response.getHeaders().remove(HttpHeader.ETAG);
        content.writeTo(response, 0, -1, callback);
    }

    /** For sites without a {@code 404.html}. */
    static void write(Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap(PLAIN), callback);
    }
}
