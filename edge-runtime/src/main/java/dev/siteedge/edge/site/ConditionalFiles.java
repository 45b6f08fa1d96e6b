package dev.siteedge.edge.site;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Jetty's file service with conditions on ETags alone, and a 304 that keeps the caching headers and the cookie. */
final class ConditionalFiles extends ResourceService {
    @Override
    protected void writeHttpError(Request request, Response response, Callback callback, int status) {
        if (status == HttpStatus.NOT_MODIFIED_304) {
            response.setStatus(status);
            response.write(true, ByteBuffer.allocate(0), callback);
        } else {
            super.writeHttpError(request, response, callback, status);
        }
    }

    /** The request as Jetty should judge it: for a file, not for the {@code /folder/} that it would redirect. */
    static Request asFile(Request request) {
        HttpFields headers = request.getHeaders();
        boolean timed =
                headers.contains(HttpHeader.IF_MODIFIED_SINCE) || headers.contains(HttpHeader.IF_UNMODIFIED_SINCE);
        Request timeless = timed ? new Timeless(request) : request;
        return Request.getPathInContext(request).endsWith("/")
                ? Request.serveAs(timeless, HttpURI.build(request.getHttpURI()).path("/file"))
                : timeless;
    }

    /** Without conditions on times: all renditions of a page have the same. */
    private static final class Timeless extends Request.Wrapper {
        private final HttpFields headers;

        Timeless(Request request) {
            super(request);
            this.headers = HttpFields.build(request.getHeaders())
                    .remove(HttpHeader.IF_MODIFIED_SINCE)
                    .remove(HttpHeader.IF_UNMODIFIED_SINCE)
                    .asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
