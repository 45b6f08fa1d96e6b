package dev.siteedge.edge.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends the body of a page that was not found: whole and unconditionally, whatever the request asked for. */
final class Content404 {
    private static final byte[] PLAIN = "Not found\n".getBytes(StandardCharsets.UTF_8);

    private Content404() {}

    static void write(HttpContent content, Response response, Callback callback) {
        response.getHeaders().put(content.getContentType());
        response.getHeaders().put(content.getContentLength());
        HttpField encoding = content.getContentEncoding();
        if (encoding != null) {
            response.getHeaders().put(encoding);
            response.getHeaders().put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
        }
        content.writeTo(response, 0, -1, callback);
    }

    /** For sites without a {@code 404.html}. */
    static void write(Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap(PLAIN), callback);
    }
}
